/** Addresses that answer without a session or a key: feeds at their secret address, drawn placeholders for pictures. */
package entrepot.web.open;
