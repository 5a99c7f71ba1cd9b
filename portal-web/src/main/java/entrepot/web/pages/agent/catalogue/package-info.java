/** What a member may sell, at its own prices. Stands on catalog and pricing. */
package entrepot.web.pages.agent.catalogue;
