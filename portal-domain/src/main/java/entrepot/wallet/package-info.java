/** Members' prepaid balances: topped up by transfers that finance confirms, held for orders, never below their limit. */
package entrepot.wallet;
