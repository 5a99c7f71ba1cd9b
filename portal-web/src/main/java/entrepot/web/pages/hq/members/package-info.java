/** Headquarters' pages about members: applications to decide, and who belongs to the network. Stands on onboarding and network. */
package entrepot.web.pages.hq.members;
