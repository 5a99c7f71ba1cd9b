/**
 * Shipping lists: the files in which members bring their shops' orders, read in every platform's layout, checked, repaired,
 * placed in bulk and answered with the parcels' numbers. Stands on ordering, which places each order, and on catalog, pricing,
 * freight and wallet to say before placing what an order would cost. Written by SQL alone, because its rows come by the
 * thousand.
 */
package entrepot.lists;
