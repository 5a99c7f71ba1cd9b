/**
 * People, how they sign in, and what they are in an organisation: accounts, memberships with roles, invitations, API keys, live sign-ins,
 * and the one-time link that founds a tenant. Stands on network (an organisation is joined by its id) and messaging. Accounts are JPA, for
 * people edit them; sign-ins, attempts and keys are SQL, for machines count them.
 */
package entrepot.identity;
