/**
 * The story of a network, told through the portal's own doors: pages in a real browser and REST. It stands on the
 * launcher and knows nothing of what is inside.
 */
package entrepot.journey;
