/**
 * Money that leaves: where members want it, what waits, batches that two persons and a second factor let go, the bank's
 * files and answers. It stands on ledger (PAYABLE), wallet (withdrawals) and identity (the code asked anew), and knows
 * only the code of what made an amount payable (docs/decisions/payout.md).
 */
package entrepot.payout;
