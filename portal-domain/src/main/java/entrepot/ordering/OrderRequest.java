package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.Transitions;
import entrepot.platform.geo.Address;
import java.time.Instant;

/**
 * What is asked of a warehouse or headquarters about a parcel that is packed or on its way.
 *
 * @param consignment its code
 * @param address     where it is to go instead; null but for {@link Kind#ADDRESS}
 * @param fee         what the carrier's way back or round costs the member; zero while it has not left
 * @param answer      in the words of who answered; empty while it waits
 * @param intercept   whether its parcel was on its way when it was agreed, so that the carrier has to catch it
 */
public record OrderRequest(String code, String orderCode, String consignment, Kind kind, String text, Address address,
                           State state, Money fee, String askedBy, Instant askedAt, String answer, String answeredBy,
                           Instant answeredAt, boolean intercept) {

    public enum Kind { STOP, ADDRESS, OTHER }

    /** Where it stands. */
    public enum State {
        ASKED, AGREED, REFUSED, WITHDRAWN,
        /** Agreed while it was on its way, and the carrier stopped it or sent it round. */
        CAUGHT,
        /** Nobody caught it, or nobody answered in time: it reached its buyer, came back without having gone round, or is lost. */
        TOO_LATE;

        /** Which state may follow which. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(ASKED, AGREED, REFUSED, WITHDRAWN, TOO_LATE).allow(AGREED, CAUGHT, TOO_LATE);
    }

    /** Agreed, and nobody knows yet whether the carrier catches it. */
    public boolean isPursued() {
        return state == State.AGREED && intercept;
    }

    public boolean isOpen() {
        return state == State.ASKED;
    }
}
