package entrepot.invoicing;

/** What a member is charged for, in the order in which settlement takes it. */
public enum ReceivableKind {
    /** For selling under the brand, by its contract. */
    FRANCHISE_FEE,
    /** Anything else that was agreed, such as training or material. */
    OTHER,
    /** A negative COMMISSION_DUE or DEALER_DUE that stood for too long. */
    NEGATIVE_BALANCE
}
