package entrepot.network;

/** What an organisation may do. Abilities combine: a dealer may also sell. */
public enum Ability {
    /** An agent: has sub-shops and places orders. */
    SELLS,
    /** A dealer: has warehouses and ships consignments. */
    HOLDS_STOCK,
    /** Sells under the brand and pays a franchise fee. */
    FRANCHISED
}
