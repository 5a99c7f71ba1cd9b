/**
 * What every page stands on: the shell and its navigation, figures and times in the person's form, links, and the one place where a
 * refusal becomes a message. Page beans of the capabilities stand on this and on their use cases.
 */
package entrepot.web.pages.frame;
