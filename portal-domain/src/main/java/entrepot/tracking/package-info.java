/**
 * Parcels on their way: what carriers say of them, what went wrong with them and who bears it, what carriers charge for
 * them. Stands on fulfilment, which ships: it hears what left, tells fulfilment what arrived or never will, and knows
 * nothing of orders but their codes.
 */
package entrepot.tracking;
