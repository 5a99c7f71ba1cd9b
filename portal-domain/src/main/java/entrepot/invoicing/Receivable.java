package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a member was charged.
 *
 * @param vatRate of the net amount: 0.06 is 6 %
 * @param open    what is neither paid, credited, settled nor lost
 */
public record Receivable(String code, OrganisationId organisation, String member, String memberCode, ReceivableKind kind, String title, Money net, Money vat,
                         BigDecimal vatRate, Money open, LocalDate issuedOn, LocalDate dueOn, State state, String by, Instant at) {

    public Money gross() {
        return net.plus(vat);
    }

    /** Whether anything of it is open. */
    public enum State {
        OPEN, CLOSED;

        /** What is closed stays so. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(OPEN, CLOSED);
    }

    /** How a part of it was closed. */
    public enum How { BANK, WALLET, CREDITED, SETTLED, LOST }

    /** @param reference the bank's, the statement's or deposit's code, or the reason */
    public record Move(How how, Money amount, String reference, String by, Instant at) {
    }
}
