/**
 * Warehouses and stock, for headquarters and for dealers, who see their own. Stands on the use cases of inventory.
 */
package entrepot.web.pages.inventory;
