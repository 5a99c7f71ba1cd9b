/** The API for headquarters: one resource class a noun, a few lines each. */
package entrepot.web.rest.hq;
