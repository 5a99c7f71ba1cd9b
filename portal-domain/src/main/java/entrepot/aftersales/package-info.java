/**
 * Goods that buyers give back and complaints about goods: who bears it, what comes back where, what is paid back. Stands on tracking, for a
 * piece that a carrier brought back and a piece that a buyer sent back are refunded once; commission and invoicing hear of refunds.
 */
package entrepot.aftersales;
