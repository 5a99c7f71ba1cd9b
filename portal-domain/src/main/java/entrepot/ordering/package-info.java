/**
 * What members ask to have shipped to buyers: single orders and shipping lists. Stands on fulfilment, routing, pricing,
 * freight, inventory, wallet, catalog and network, and calls them in one transaction an order; commission, after-sales
 * and settlement stand on it. Written by SQL alone, because machines place most orders.
 */
package entrepot.ordering;
