/** What a visitor sees who wants to become a member: the form, and by a secret link where the application stands. Stands on onboarding. */
package entrepot.web.pages.join;
