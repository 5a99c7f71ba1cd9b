/**
 * Who may come in: response headers, clean paths, the tenant of a host, Shiro's realms and chains, live sign-ins, API keys. The order of
 * the filters stands in web.xml. Everything here only opens or closes doors; what a person may do is decided by the use cases
 * ({@code @Requires}). See docs/decisions/security.md and sessions.md.
 */
package entrepot.web.security;
