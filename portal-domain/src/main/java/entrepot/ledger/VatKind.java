package entrepot.ledger;

/** What value added tax is charged on, each at a rate of its own. */
public enum VatKind {
    /** What members pay for goods. */
    GOODS,
    /** What members pay for the way to the buyer. */
    FREIGHT,
    /** Franchise fees and other services of headquarters. */
    FEES
}
