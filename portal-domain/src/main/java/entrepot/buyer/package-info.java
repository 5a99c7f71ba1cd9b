/**
 * What buyers may do, who have no account and prove by a number and some digits, or by a link, that an order is theirs.
 * Stands above ordering and tracking, because what a buyer asks for is told by both.
 */
package entrepot.buyer;
