/** Files as they came in, kept with their hash. */
package entrepot.platform.files;
