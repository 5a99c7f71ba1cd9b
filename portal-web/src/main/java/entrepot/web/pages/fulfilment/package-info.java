/**
 * Offers and shipments, for dealers and for headquarters' own warehouse: the same beans behind the pages of both areas, which differ in
 * the address alone. Stands on the use cases of fulfilment.
 */
package entrepot.web.pages.fulfilment;
