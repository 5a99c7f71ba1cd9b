/** A member's wallet. */
package entrepot.web.pages.agent.wallet;
