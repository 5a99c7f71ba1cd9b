/** The page on which buyers, who have no account, look where their order is. */
package entrepot.web.pages.track;
