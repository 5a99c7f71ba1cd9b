package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What lines may be matched to, read once for many lines.
 *
 * @param reported    top-ups that wait
 * @param owners      whose references stand in the lines
 * @param payers      for whom an account paid before; none where it paid for several
 * @param codes      of the members that are named here
 * @param names       members by their {@linkplain #plain plain} names
 * @param payouts     by what the bank calls them, and by what they are for where a line says that: those in transit, and paid ones that a line names
 * @param batches     what is in transit, by batch, and batches that a line names
 * @param booked      postings of BANK that were not found at the bank yet
 * @param handed      what providers owe
 * @param credited    confirmed top-ups that a line names, by code
 */
record Candidates(List<Reported> reported, Map<OrganisationId, String> codes, Map<String, OrganisationId> owners, Map<String, OrganisationId> payers, Map<String, Set<OrganisationId>> names,
                  Map<String, Out> payouts, Map<String, Batch> batches, List<Booked> booked, List<Handed> handed, Map<String, Reported> credited) {

    record Reported(String code, OrganisationId organisation, Money amount, String reference, LocalDate on) {
    }

    /** @param paid whether the bank has confirmed it already */
    record Out(String endToEnd, OrganisationId organisation, Money amount, boolean paid, String payee) {
    }

    record Batch(String code, Money amount, int count) {
    }

    /**
     * @param key          as {@code PostingKey.text()}; {@code amount} is positive where money came in
     * @param organisation whose account the other side is; null for headquarters' own
     */
    record Booked(String key, String causeCode, OrganisationId organisation, Money amount, LocalDate on, String note) {
    }

    /** @param usual what comes when the usual fee is taken */
    record Handed(String provider, LocalDate through, Money gross, Money usual) {
        String target() {
            return provider + " " + through;
        }
    }

    /** Names as they are compared: small letters and digits of any script, without the words for the kind of company. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("有限责任公司|股份有限公司|有限公司|\\b(ltd|limited|co|inc|gmbh|llc|plc|sl|sa)\\b", "").replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
