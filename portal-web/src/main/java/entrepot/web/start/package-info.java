/** Starting up: the data source that the domain works on, whether the portal is ready, and its health for who watches over it. */
package entrepot.web.start;
