/** The pages of a demonstration: the clock that can be moved, and what is ready to be tried. Stands on demo. */
package entrepot.web.pages.demo;
