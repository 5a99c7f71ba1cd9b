/** Codes that people can read and nobody can guess. */
package entrepot.platform.numbering;
