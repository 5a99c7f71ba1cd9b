package entrepot.inventory;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about stock and warehouses. */
public enum InventoryProblem implements ProblemCode {
    /** Details: {@code skus}, what is short and by how much. */
    INSUFFICIENT_STOCK(ProblemKind.REFUSED),
    /** A count below what is reserved; details: {@code sku}, {@code reserved}. */
    BELOW_RESERVED(ProblemKind.REFUSED),
    QUANTITY_INVALID(ProblemKind.INVALID),
    PLACE_UNKNOWN(ProblemKind.INVALID),
    SAME_WAREHOUSE(ProblemKind.INVALID),
    WAREHOUSE_OF_ANOTHER(ProblemKind.REFUSED);

    private final ProblemKind kind;

    InventoryProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
