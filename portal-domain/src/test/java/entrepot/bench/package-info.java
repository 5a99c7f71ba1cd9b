/**
 * Benchmarks of the domain: the use cases, without a server around them, against the same work by a bare client on the
 * same PostgreSQL. {@code mvn -Pbench -Dscenario=orders}.
 */
package entrepot.bench;
