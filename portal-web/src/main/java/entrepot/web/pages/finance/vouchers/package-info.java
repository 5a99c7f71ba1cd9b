/** Files of vouchers that were exported. */
package entrepot.web.pages.finance.vouchers;
