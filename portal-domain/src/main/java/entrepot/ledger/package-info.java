/**
 * The books: every cent that moves, in double entry. Written once and never changed; the database itself
 * refuses what is unbalanced, late, changed or deleted (docs/decisions/ledger.md). Knows organisations by
 * their id alone.
 */
package entrepot.ledger;
