/** The books as finance reads them: journal, accounts, trial balance. */
package entrepot.web.pages.finance.ledger;
