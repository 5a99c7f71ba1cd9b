/** Orders of a member: the list, a new one, one with everything about it. */
package entrepot.web.pages.agent.orders;
