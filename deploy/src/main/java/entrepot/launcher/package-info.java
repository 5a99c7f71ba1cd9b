/**
 * Starts the portal and looks after it: the database, the migrations, the application server, and what an operator
 * does with them.
 *
 * <p>Three processes: this small one, which starts the other two, watches them and stops them in order; PostgreSQL;
 * and Payara Micro with the portal. It stands on {@link entrepot.db} and the JDK and knows the portal only by its
 * address {@code /health/ready}.
 */
package entrepot.launcher;
