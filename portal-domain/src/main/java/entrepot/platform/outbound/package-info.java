/** The one way out to addresses that users name: https only, to public places only, with limits for everything. */
package entrepot.platform.outbound;
