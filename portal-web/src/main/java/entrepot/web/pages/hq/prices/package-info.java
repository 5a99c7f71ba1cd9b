/** Headquarters' prices: lists and retail prices as proposals of one person that another approves. Stands on pricing. */
package entrepot.web.pages.hq.prices;
