/**
 * Tells a sub-shop's own shop at Shopify that a consignment has left: the fulfilment with its tracking number, by the shop's Admin API. Exists so that nobody
 * types numbers twice. Hears ConsignmentShipped; what the shop refuses stands on the sub-shop's page until somebody deals with it.
 */
package entrepot.shopify;
