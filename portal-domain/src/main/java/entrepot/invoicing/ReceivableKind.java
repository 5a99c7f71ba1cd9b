package entrepot.invoicing;

/** What a member is charged for, in the order in which settlement takes it. */
public enum ReceivableKind {
    /** For selling under the brand, by its contract. */
    FRANCHISE_FEE,
    /** Anything else that was agreed, such as training or material. */
    OTHER,
    /** A negative COMMISSION_DUE or DEALER_DUE that stood for too long. */
    NEGATIVE_BALANCE,
    /** What headquarters paid for it or lost by it: a transfer that was taken back when it was spent, money that left the bank for it. */
    LAID_OUT;

    /** Whether a person may charge it, and take it back as income that is none; the others come from a posting elsewhere. */
    public boolean isCharged() {
        return this == FRANCHISE_FEE || this == OTHER;
    }
}
