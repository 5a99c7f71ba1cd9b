/** Secrets: tokens that are shown once and stored as hashes. */
package entrepot.platform.crypto;
