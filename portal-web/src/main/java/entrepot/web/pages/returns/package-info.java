/** Returns, as agents, dealers and headquarters see them. */
package entrepot.web.pages.returns;
