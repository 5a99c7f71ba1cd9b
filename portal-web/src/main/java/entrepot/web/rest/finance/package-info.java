/** REST for headquarters' finance: {@code /api/finance/v1/…}. */
package entrepot.web.rest.finance;
