/** The bank's side for finance: statements, what their lines are, unknown money, the comparison with the ledger, providers and accounts. */
package entrepot.web.pages.finance.bank;
