/**
 * Parcels on their way and what went wrong with them, for dealers and headquarters; carriers and their bills. Stands on
 * the use cases of tracking.
 */
package entrepot.web.pages.parcels;
