/** The feeds of a sub-shop, a part of its page. Stands on feed. */
package entrepot.web.pages.agent.feeds;
