/** Tax withheld of payments, as finance and members see it. */
package entrepot.web.pages.tax;
