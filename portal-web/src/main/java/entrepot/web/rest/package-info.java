/**
 * What every REST resource stands on: JSON as we want it, problem+json for every error, paging, idempotency keys. Resources stand in a package per
 * audience, one class a noun.
 */
package entrepot.web.rest;
