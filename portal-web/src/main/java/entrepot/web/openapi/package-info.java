/**
 * The document of the REST API (OpenAPI 3.1), made at build time from the sources of the resources: their annotations, their records and what their comments
 * say. Nobody writes it by hand, so it cannot be out of date. It stands on the compiler of the JDK and is not part of the WAR; the document is.
 */
package entrepot.web.openapi;
