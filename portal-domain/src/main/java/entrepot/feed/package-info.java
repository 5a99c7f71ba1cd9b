/**
 * Products on their way in and out: the import of product files (read, shown row by row, applied in one transaction)
 * and the feeds of sub-shops. Stands on catalog, pricing, freight and inventory, because a feed carries the member's
 * own prices and the stock that may be shown.
 */
package entrepot.feed;
