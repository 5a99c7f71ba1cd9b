/** What the pages of invoices share, whoever looks at them. */
package entrepot.web.pages.invoices;
