/** The page that moves a demonstration's clock. Stands on demo. */
package entrepot.web.pages.demo;
