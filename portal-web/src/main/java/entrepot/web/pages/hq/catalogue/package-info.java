/** Headquarters' catalogue: products, variants, the import of product files. Stands on catalog and feed. */
package entrepot.web.pages.hq.catalogue;
