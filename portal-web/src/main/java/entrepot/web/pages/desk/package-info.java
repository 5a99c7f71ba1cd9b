/**
 * The first page of every role: what waits for this person. A capability adds its cards by one class that implements
 * {@link entrepot.web.pages.desk.DeskCards}. Stands on the page frame and the capabilities' queries.
 */
package entrepot.web.pages.desk;
