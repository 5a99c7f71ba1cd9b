/**
 * Maps and routing decisions as pages show them: plain SVG from coordinates, and the table of candidates under it. Used by the pages of
 * several roles through the fragments in {@code WEB-INF/fragments/routing}.
 */
package entrepot.web.pages.routing;
