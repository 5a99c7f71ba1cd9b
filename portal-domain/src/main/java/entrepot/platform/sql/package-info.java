/** The one transaction of a thread, plain SQL in it, and JPA on the same connection. */
package entrepot.platform.sql;
