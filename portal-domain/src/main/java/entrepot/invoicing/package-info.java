/**
 * Invoices in all directions: what headquarters charges members (franchise fees and the like), tax invoices for what they
 * bought (fapiao) and the invoices that members write for their commission. Stands on aftersales and tracking (a refund
 * corrects an invoice), ordering and fulfilment (what was shipped), wallet and ledger (docs/decisions/invoicing.md).
 */
package entrepot.invoicing;
