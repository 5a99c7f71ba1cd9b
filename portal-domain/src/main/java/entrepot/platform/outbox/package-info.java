/** Facts leave through the transaction that made them true, and reach their consumers after it. */
package entrepot.platform.outbox;
