/**
 * Warehouses, what stock lies in them and whose it is, and what of it is set aside. SQL, because machines
 * count here: each change of a quantity is one conditional statement and leaves a movement.
 */
package entrepot.inventory;
