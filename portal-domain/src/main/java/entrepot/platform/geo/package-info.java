/** Places on the map and the distance between them. The one package that may compute in floating point. */
package entrepot.platform.geo;
