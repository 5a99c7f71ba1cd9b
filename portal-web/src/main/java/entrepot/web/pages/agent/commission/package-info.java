/** What a member earns, and why. */
package entrepot.web.pages.agent.commission;
