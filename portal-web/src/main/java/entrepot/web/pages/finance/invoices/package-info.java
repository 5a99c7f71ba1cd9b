/** Finance's pages of charges, tax invoices and members' own invoices, by {@code entrepot.invoicing}. */
package entrepot.web.pages.finance.invoices;
