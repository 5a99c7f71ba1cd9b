/** The outbox as headquarters reads it. Stands on messaging. */
package entrepot.web.pages.hq.messaging;
