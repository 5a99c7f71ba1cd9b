/**
 * What sending a parcel costs the member: zones of regions with a base and a price a started kilogram, and places that
 * are not served. Stands on the platform's addresses; ordering and feeds stand on it.
 */
package entrepot.freight;
