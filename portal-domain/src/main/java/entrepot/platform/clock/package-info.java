/** The business clock: real time, but for demonstration tenants, whose clock a page can move forward. */
package entrepot.platform.clock;
