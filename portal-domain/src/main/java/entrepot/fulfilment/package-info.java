/**
 * Consignments: offered to a dealer, accepted or declined, packed, shipped, delivered. Knows nothing of
 * orders but their code; what happens is told upwards by facts.
 */
package entrepot.fulfilment;
