/** The tenants of this installation: found by host name before anybody has signed in. */
package entrepot.platform.tenant;
