/** Transfers that members report: finance looks for them at the bank. */
package entrepot.web.pages.finance.topups;
