/** What the pages about money share, whoever looks at them: statements, names of members, cards and codes. */
package entrepot.web.pages.settlement;
