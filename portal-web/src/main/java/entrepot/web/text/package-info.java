/**
 * Every word that a person reads: bundles per capability in three languages, merged into one set of keys, and the
 * choice of the language. Stands on the kernel only; pages and REST stand on it.
 */
package entrepot.web.text;
