/** The rules of routing at headquarters: versions, drafts with what they would have done, proposals, and peak periods. */
package entrepot.web.pages.hq.routing;
