/** Black-box tests of the launcher: it is started as an operator starts it, on an installation with a tiny portal. */
package entrepot.launcher;
