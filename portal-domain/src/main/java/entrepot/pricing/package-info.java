/**
 * What a member pays and what it may ask: price lists a tier, agreements, campaigns, retail prices, the price band.
 * Stands on network (who buys, in which tier) and catalog (what is priced). Every change is a proposal of one person
 * that another approves; every answer names the rule that won, with its numbers.
 */
package entrepot.pricing;
