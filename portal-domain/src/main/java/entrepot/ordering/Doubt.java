package entrepot.ordering;

import java.util.Map;

/**
 * Why an order waits for a person.
 *
 * @param details what it was decided from, ready to be shown; its words are {@code orders.doubt.<kind>}
 */
public record Doubt(Kind kind, Map<String, String> details) {

    /** The reasons, and whether the member may answer them itself. */
    public enum Kind {
        VALUE(false), FIRST_ORDERS(false), ADDRESS_UNCLEAR(false), PRICE_BREACH(false), PAID_IN_FUTURE(false),
        PAID_AMOUNT(false),
        /** Headquarters wants to look at it. */
        BY_HAND(false),
        /** The same buyer, item and day in another order. */
        DUPLICATE(true),
        /** An order that waited for money costs more than was said. */
        PRICE_CHANGED(true),
        /** An order that waited for money was refused when its turn came. */
        NOT_PLACED(true);

        private final boolean members;

        Kind(boolean members) {
            this.members = members;
        }

        /** Whether the member that placed the order may answer it. */
        public boolean isMembers() {
            return members;
        }
    }

    public Doubt {
        details = Map.copyOf(details);
    }
}
