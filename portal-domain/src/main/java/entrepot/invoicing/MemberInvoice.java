package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * An invoice that a member wrote for the commission of a statement.
 *
 * @param statement the statement's code
 * @param number    the member's
 * @param reason    why it was rejected; empty otherwise
 */
public record MemberInvoice(String code, OrganisationId organisation, String member, String memberCode, String statement, String number, LocalDate issuedOn,
                            String sellerTax, String buyerTax, Money net, Money vat, State state, String reason, String by, Instant at) {

    public Money gross() {
        return net.plus(vat);
    }

    /** Where it is. */
    public enum State {
        UPLOADED, ACCEPTED, REJECTED;

        /** What was rejected is handed in anew. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(UPLOADED, ACCEPTED, REJECTED);
    }
}
