/**
 * What members earn: plans that two people put in force, one calculator that explains each amount, accruals that
 * wait for the return window. Hears of deliveries; is never called from below.
 */
package entrepot.commission;
