/** REST for dealers: what they are offered and ship, and what lies in their warehouses. Records in, use case, record out. */
package entrepot.web.rest.dealer;
