/** Settlement runs: started by one person of finance, approved by another. */
package entrepot.web.pages.finance.settlements;
