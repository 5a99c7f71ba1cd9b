/** Changes that need a second person: one proposes, another approves or rejects, the database refuses the same. */
package entrepot.platform.approval;
