/**
 * What people see at a glance: the figures, days and waiting work of each desk. It reads the views that the
 * capabilities publish ({@code published_…} in the change log) and calls nobody, so that a desk costs two statements and
 * no capability has to know who looks at it.
 */
package entrepot.reporting;
