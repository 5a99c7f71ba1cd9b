package entrepot.bank;

/** What a line at the bank can be. */
public enum MatchKind {
    /** A top-up that a member reported; its target is the top-up. */
    TOP_UP(true, false),
    /** A member's transfer that nobody reported; its target is the member. */
    MEMBER(true, false),
    /** A payment provider hands over what was paid there, less its fee; its target is provider and last day. */
    GATEWAY(true, false),
    /** A payout that has left; its target is what the bank calls it. */
    PAYOUT(false, true),
    /** All payouts of a batch that the bank booked in one sum; its target is the batch. */
    PAYOUT_BATCH(false, true),
    /** A payout that came back after it was confirmed; its target is what the bank calls it. */
    PAYOUT_BACK(true, false),
    /** A member's transfer that was taken back; its target is the top-up. */
    BOUNCED(false, true),
    /** What stands in the books already, such as a courier's bill that was paid; its target is the posting. */
    BOOKED(true, true),
    /** The bank's own charges, or some given back. */
    FEE(true, true),
    /** What nobody knows. */
    SUSPENSE(true, true);

    private final boolean in;
    private final boolean out;

    MatchKind(boolean in, boolean out) {
        this.in = in;
        this.out = out;
    }

    /** Whether it says for what or whom; charges and unknown money are for nothing that has a name. */
    public boolean isNamed() {
        return this != FEE && this != SUSPENSE;
    }

    /** Whether the books can take it back, so that the line is open again; what left or came by others is put right there. */
    public boolean isReversible() {
        return switch (this) {
            case TOP_UP, MEMBER, BOOKED, FEE, SUSPENSE -> true;
            case GATEWAY, PAYOUT, PAYOUT_BATCH, PAYOUT_BACK, BOUNCED -> false;
        };
    }

    /** Whether a line of that direction can be it. */
    public boolean fits(boolean incoming) {
        return incoming ? in : out;
    }
}
