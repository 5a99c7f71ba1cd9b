/**
 * What banks say: headquarters' accounts, statements read from files, each line matched to what the books know or ought to know, money that nobody
 * knows in SUSPENSE until two persons say whose it is, and the comparison of bank and ledger. Stands on payout, gateway and wallet, which know nothing of
 * statements; it posts nothing silently: a person accepts each proposal, or a list of sure ones that was shown.
 */
package entrepot.bank;
