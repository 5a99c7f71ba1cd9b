package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.util.List;

/**
 * A member asks for prices that no list has: its own brand on the goods, a special size, very many pieces. Headquarters
 * answers with prices that hold for a while; the member orders at them, or not.
 *
 * @param wishes     what is asked for
 * @param offer      what headquarters answered; empty before that
 * @param validUntil until when the answer holds; null before that
 * @param orderCode  the order that came of it; empty where none did
 */
public record Quotation(String code, OrganisationId organisation, SubShopId subShop, String text, List<Wish> wishes,
                        State state, String askedBy, Instant askedAt, String answer, List<Offer> offer, Instant validUntil,
                        String answeredBy, Instant answeredAt, String orderCode) {

    /** Where it stands. */
    public enum State {
        ASKED, ANSWERED, ACCEPTED, DECLINED, REFUSED, WITHDRAWN, EXPIRED;

        /** Which state may follow which; an answer may be replaced by a better one. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(ASKED, ANSWERED, REFUSED, WITHDRAWN)
                .allow(ANSWERED, ANSWERED, ACCEPTED, DECLINED, EXPIRED);
    }

    /**
     * @param sku  empty where none is known
     * @param text what is special about it
     */
    public record Wish(String sku, String text, int quantity) {
    }

    /** @param unit what the member pays for one piece */
    public record Offer(String sku, int quantity, Money unit) {

        public Money sum() {
            return unit.times(quantity);
        }
    }
}
