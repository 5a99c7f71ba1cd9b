package entrepot.pricing;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about prices. */
public enum PricingProblem implements ProblemCode {
    PRICE_OUTSIDE_BAND(ProblemKind.REFUSED),
    NO_TIER(ProblemKind.REFUSED),
    VARIANT_UNKNOWN(ProblemKind.REFUSED),
    PRICE_LIST_EMPTY(ProblemKind.INVALID),
    PRICE_NOT_POSITIVE(ProblemKind.INVALID),
    PRICE_LIST_STARTS_IN_PAST(ProblemKind.INVALID),
    PRICE_UNREADABLE(ProblemKind.INVALID),
    SKU_NOT_SOLD(ProblemKind.INVALID),
    SKU_TWICE(ProblemKind.INVALID),
    /** More pieces must cost less each. */
    STEP_NOT_CHEAPER(ProblemKind.INVALID),
    NOTHING_CHANGES(ProblemKind.INVALID);

    private final ProblemKind kind;

    PricingProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
