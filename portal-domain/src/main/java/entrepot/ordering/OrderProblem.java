package entrepot.ordering;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about orders and shipping lists. */
public enum OrderProblem implements ProblemCode {
    /** More than a call may hold. */
    ORDERS_TOO_MANY(ProblemKind.LIMIT),
    /** One outside number stands twice in one call. */
    NUMBER_TWICE(ProblemKind.INVALID),
    LINES_MISSING(ProblemKind.INVALID),
    LINES_TOO_MANY(ProblemKind.LIMIT),
    LINE_QUANTITY_INVALID(ProblemKind.INVALID),
    ORDER_TOO_HEAVY(ProblemKind.REFUSED),
    OUTSIDE_NUMBER_TAKEN(ProblemKind.CONFLICT),
    SHOP_CLOSED(ProblemKind.REFUSED),
    /** The member is suspended or leaving. */
    MEMBER_TAKES_NO_ORDERS(ProblemKind.REFUSED),
    /** It is not of the same kind and price band, or nobody has enough of it. */
    SUBSTITUTE_NOT_ALIKE(ProblemKind.REFUSED),
    /** It costs more than was agreed, and nobody said yes to that; details: {@code more}. */
    DEARER_THAN_AGREED(ProblemKind.REFUSED),
    ALREADY_SHIPPED(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    OrderProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
