/**
 * What is withheld of what members are paid: by the person, over all memberships, for the calendar month of payment. Stands on
 * network, which knows as what a member is taxed, and on the ledger; knows nothing of statements but their codes.
 */
package entrepot.tax;
