/**
 * Which warehouse ships which lines, and why. {@link entrepot.routing.Router} decides, purely;
 * {@link entrepot.routing.Routing} loads what it decides on and keeps every decision whole, so that it can be
 * shown and replayed.
 */
package entrepot.routing;
