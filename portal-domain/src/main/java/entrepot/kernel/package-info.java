/** Values that everything speaks in: money, periods, ids, problems. Depends on java.* alone. */
package entrepot.kernel;
