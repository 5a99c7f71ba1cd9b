/** The orders of all members, for headquarters. */
package entrepot.web.pages.hq.orders;
