/** What a dealer was given and what not, and why; the days on which it does not ship. */
package entrepot.web.pages.dealer.share;
