package entrepot.aftersales;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about returns. */
public enum AfterSalesProblem implements ProblemCode {
    /** Only what was delivered can be given back. */
    NOT_DELIVERED(ProblemKind.CONFLICT),
    /** No pieces, or more than the line has left. */
    RETURN_PIECES(ProblemKind.INVALID),
    /** A return has so many photos at most. */
    RETURN_PHOTOS(ProblemKind.INVALID),
    /** More than is left of what the member paid. */
    MORE_THAN_PAID(ProblemKind.INVALID),
    /** The member would pay more for the way back than it gets. */
    RETURN_FREIGHT_ABOVE_REFUND(ProblemKind.INVALID),
    /** A compensation above the refund waits for a second person already. */
    COMPENSATION_WAITS(ProblemKind.CONFLICT),
    /** No compensation waits for a second person. */
    NOTHING_WAITS(ProblemKind.CONFLICT),
    /** No goods are on their way back: nothing is decided yet, or they are there already. */
    NOT_EXPECTED(ProblemKind.CONFLICT),
    /** Goods are on their way back: they have to be there first. */
    GOODS_NOT_BACK(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    AfterSalesProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
