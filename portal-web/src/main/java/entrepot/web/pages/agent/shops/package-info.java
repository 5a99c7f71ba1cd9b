/** A selling member's sub-shops. Stands on network. */
package entrepot.web.pages.agent.shops;
