/**
 * Closes a month: collects what headquarters owes its members, nets it, has it approved by a second person, posts it,
 * and issues statements that prove themselves against the books (docs/decisions/settlement.md).
 */
package entrepot.settlement;
