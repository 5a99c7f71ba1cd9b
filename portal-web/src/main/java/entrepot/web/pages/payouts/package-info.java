/** Money that leaves: what waits, batches, members' accounts, the bank's answers; a member's own account and withdrawals. Stands on payout. */
package entrepot.web.pages.payouts;
