/**
 * Demonstrations: two tenants brought to life by running the use cases under a moved clock. Stands on
 * everything; does nothing outside demonstration mode.
 */
package entrepot.demo;
