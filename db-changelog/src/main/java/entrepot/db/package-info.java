/**
 * The database that the portal stands on: the folder it lives in, the embedded PostgreSQL server, its roles,
 * and the migrations.
 *
 * <p>It stands on the JDK, the PostgreSQL driver and Liquibase, and knows nothing of the portal's business. The
 * launcher and the tests use it; the portal itself only ever sees a JDBC address and the application's role.
 */
package entrepot.db;
