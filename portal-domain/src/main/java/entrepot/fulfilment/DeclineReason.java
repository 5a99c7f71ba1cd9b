package entrepot.fulfilment;

/** Why a dealer does not ship what it was offered. Pages show {@code fulfilment.reason.<NAME>}. */
public enum DeclineReason {
    OUT_OF_STOCK(true),
    NO_STAFF(true),
    CLOSED(true),
    NO_PICKUP(true),
    /** Goods or a buyer that should not have been asked of this dealer: no fault of its own. */
    OUT_OF_AREA(false),
    NOT_MY_RANGE(false),
    /** Said in words. */
    OTHER(true);

    private final boolean counts;

    DeclineReason(boolean counts) {
        this.counts = counts;
    }

    /** Whether the dealer's promise score bears it. */
    public boolean counts() {
        return counts;
    }
}
