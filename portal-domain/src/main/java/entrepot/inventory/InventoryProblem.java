package entrepot.inventory;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about stock and warehouses. */
public enum InventoryProblem implements ProblemCode {
    /** Details: {@code skus}, what is short and by how much. */
    INSUFFICIENT_STOCK(ProblemKind.REFUSED),
    /** A count below what is reserved; details: {@code sku}, {@code reserved}. */
    BELOW_RESERVED(ProblemKind.REFUSED),
    STOCK_QUANTITY_INVALID(ProblemKind.INVALID),
    PLACE_UNKNOWN(ProblemKind.INVALID),
    SAME_WAREHOUSE(ProblemKind.INVALID),
    /** The owner of the pieces is neither headquarters nor who runs the warehouse. */
    STOCK_OWNER_INVALID(ProblemKind.INVALID),
    /** A dealer may not change headquarters' pile alone: it proposes what it counted. */
    CONSIGNED_NEEDS_HEADQUARTERS(ProblemKind.REFUSED),
    /** A person of headquarters may not write pieces up or off alone: it proposes. */
    STOCK_NEEDS_TWO(ProblemKind.REFUSED),
    /** A file that names the pile waits for a second person; details: {@code code}. */
    DIFFERENCE_WAITS(ProblemKind.REFUSED),
    /** Sold before they came, and not there yet or for others who ordered before; details: {@code skus}. */
    PRESALE_NOT_ARRIVED(ProblemKind.REFUSED),
    /** The presale cannot be cut below what is sold of it; details: {@code sku}, {@code sold}. */
    PRESALE_SOLD(ProblemKind.REFUSED),
    /** There is one of the variant already. */
    PRESALE_OPEN(ProblemKind.REFUSED),
    /** A list of this shelf is open already; details: {@code code}. */
    COUNT_OPEN(ProblemKind.REFUSED),
    /** Nothing on the list was counted. */
    COUNT_EMPTY(ProblemKind.REFUSED),
    /** A document without a line. */
    NO_LINES(ProblemKind.INVALID),
    TOO_MANY_LINES(ProblemKind.LIMIT),
    /** More than is on its way; details: {@code sku}, {@code left}. */
    MORE_THAN_SENT(ProblemKind.REFUSED),
    /** More than was ordered and no word why; details: {@code sku}, {@code left}. */
    OVER_DELIVERY(ProblemKind.REFUSED),
    /** Headquarters' pieces that are missing are headquarters' to explain. */
    MISSING_NEEDS_HEADQUARTERS(ProblemKind.REFUSED),
    /** One stock rule for a thing: a variant or a category, not both. */
    RULE_INVALID(ProblemKind.INVALID),
    /** A member that may not have warehouses. */
    CANNOT_HOLD_STOCK(ProblemKind.REFUSED);

    private final ProblemKind kind;

    InventoryProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
