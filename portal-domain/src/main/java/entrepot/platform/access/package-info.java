/** Who acts, what the actor may do, and the interceptor that holds every use case to it. */
package entrepot.platform.access;
