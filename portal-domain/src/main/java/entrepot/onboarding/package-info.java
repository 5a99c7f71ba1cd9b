/**
 * How a company becomes a member: it applies, headquarters asks back, approves or rejects. Approving admits the
 * organisation, opens its accounts and first sub-shop and invites its first person, all in one transaction; so it
 * stands on network, ledger and identity.
 */
package entrepot.onboarding;
