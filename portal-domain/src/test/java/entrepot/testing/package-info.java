/** The whole domain on a real PostgreSQL, as tests use it. */
package entrepot.testing;
