/** Commission plans, their simulations, bonuses and deductions: the same pages for the owner of plans at headquarters and for finance. */
package entrepot.web.pages.plans;
