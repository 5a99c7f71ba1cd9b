/** Secrets: tokens that are shown once and kept as hashes, passwords, and what has to be read again and is kept sealed. */
package entrepot.platform.crypto;
