package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A member's request for a tax invoice over what it was supplied, and what headquarters' invoicing software made of it.
 *
 * @param gross     with tax
 * @param vat       the part of it that is tax, as it was posted when the goods were shipped
 * @param corrected what red letters took back
 * @param number    the software's; null until it is issued
 * @param file      the code of the kept file; null where there is none
 */
public record Fapiao(String code, OrganisationId organisation, String member, String memberCode, LocalDate from, LocalDate to, Type type, Party buyer,
                     Money gross, Money vat, Money corrected, State state, String number, LocalDate issuedOn, String file, String reason, String by,
                     Instant at) {

    /** A special one lets the buyer deduct the tax. */
    public enum Type { NORMAL, SPECIAL }

    /** Where it is. */
    public enum State {
        REQUESTED, ISSUED, CORRECTED, REJECTED;

        /** What was rejected is requested anew. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(REQUESTED, ISSUED, REJECTED)
                .allow(ISSUED, CORRECTED);
    }

    /** One consignment on it. */
    public record Line(String consignment, String order, LocalDate shippedOn, Money amount) {
    }
}
