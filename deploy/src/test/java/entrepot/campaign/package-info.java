/**
 * Proofs that are repeated until chance has had its say: {@code mvn -Pcampaign -Dcampaign=crash -Dtimes=20}. One round of
 * each stands in {@code mvn verify}.
 */
package entrepot.campaign;
