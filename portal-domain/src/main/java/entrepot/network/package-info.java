/**
 * Who belongs to a tenant: headquarters and its members, what each may do, their tiers, territories and
 * sub-shops, and the days on which the network works. Stands on the platform alone; all that sells, ships
 * or earns stands on it.
 */
package entrepot.network;
