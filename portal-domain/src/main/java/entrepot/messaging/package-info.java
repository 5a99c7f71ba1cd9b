/**
 * Letters to people: invitations, decisions, warnings. A letter is a row written in the transaction of what it tells about, so it exists
 * exactly when that happened; sending comes later. Without a mail server they are read on an outbox page. Stands on the platform.
 */
package entrepot.messaging;
