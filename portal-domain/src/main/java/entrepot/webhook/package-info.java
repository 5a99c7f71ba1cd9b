/**
 * Tells members' and headquarters' own programs what happens to orders and consignments, as Standard Webhooks 1.0.0 says it. Exists so that nobody has to
 * ask again and again. Hears the facts of ordering and fulfilment and writes a message for each organisation that may know; what its endpoints answer
 * concerns nobody below. Bodies hold codes, states and tracking numbers: no prices, and nobody's address.
 */
package entrepot.webhook;
