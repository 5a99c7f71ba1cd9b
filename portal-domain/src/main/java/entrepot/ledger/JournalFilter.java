package entrepot.ledger;

import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What of the journal is meant; everything may be null for all.
 *
 * @param from         first day, by business time in the tenant's zone
 * @param to           last day
 * @param causeCode    the code of what caused it, such as an order's; its parts ({@code ORD-1/2}) are meant too
 * @param organisation postings with a leg on one of its accounts
 * @param kind         postings with a leg on such an account; with an organisation, on that one's
 * @param least        at least one such leg is that large, in minor units, whatever its side
 * @param most         and none of them is larger
 * @param knownAt      what was recorded by then, in real time: the journal as it looked on that day
 */
public record JournalFilter(LocalDate from, LocalDate to, String event, String causeType, String causeCode, OrganisationId organisation,
                            AccountKind kind, Long least, Long most, Instant knownAt) {

    /** All of it. */
    public static final JournalFilter ALL = new JournalFilter(null, null, null, null, null, null, null, null, null, null);

    /** A stretch of days. */
    public static JournalFilter of(LocalDate from, LocalDate to) {
        return new JournalFilter(from, to, null, null, null, null, null, null, null, null);
    }
}
