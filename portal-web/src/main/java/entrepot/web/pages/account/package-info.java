/** Pages about oneself and one's people: sign-in, invitation, profile, people, API keys. Stands on identity. */
package entrepot.web.pages.account;
