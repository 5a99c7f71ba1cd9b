/** Shipping lists of a member: upload, what was found, placing, what came of it. */
package entrepot.web.pages.agent.lists;
