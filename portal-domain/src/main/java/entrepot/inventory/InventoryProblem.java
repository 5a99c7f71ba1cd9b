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
