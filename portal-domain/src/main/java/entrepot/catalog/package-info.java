/**
 * What the brand sells: products, their variants (which carry the SKU) and pictures. Stands on the platform only, so
 * that pricing, stock and orders can all stand on it. Entities are edited through JPA; the hot reads are SQL.
 */
package entrepot.catalog;
