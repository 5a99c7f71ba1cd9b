/** Who changed what, when and why: one row a change of state, never edited. */
package entrepot.platform.audit;
