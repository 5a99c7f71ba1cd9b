package entrepot.gateway;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * A payment at a provider.
 *
 * @param payAt    where the payer goes, or what a telephone scans; empty until the provider has said it
 * @param number   the provider's; empty until it is paid
 * @param topUp    as which it was credited; null until it is
 * @param refunded how much of it went back
 * @param paidOver the code of the sum in which the provider handed it over; null until it has
 */
public record Payment(String code, Provider provider, OrganisationId organisation, Money amount, State state, String payAt, String number, String topUp,
                      String startedBy, Instant startedAt, Instant expiresAt, Instant paidAt, String paidOver, Money refunded) {

    /** What became of it. */
    public enum State {
        STARTED, EXPIRED, FAILED, PAID, REFUNDED;

        /** What is paid after it ran out on our side, or after the provider said it was closed, was paid all the same: it is credited once. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(STARTED, EXPIRED, FAILED, PAID).allow(EXPIRED, PAID, FAILED).allow(FAILED, PAID).allow(PAID, REFUNDED);
    }

    /** What has not gone back. */
    public Money rest() {
        return amount.minus(refunded);
    }

    public boolean isOpen() {
        return state == State.STARTED;
    }
}
