package entrepot.network;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about members, tiers and sub-shops. */
public enum NetworkProblem implements ProblemCode {
    ABILITY_NEEDED(ProblemKind.REFUSED),
    ABILITY_MISSING(ProblemKind.INVALID),
    ORGANISATION_NOT_ACTIVE(ProblemKind.REFUSED),
    RETURN_WAITS(ProblemKind.CONFLICT),
    HEADQUARTERS_STAYS(ProblemKind.REFUSED),
    HEADQUARTERS_EXISTS(ProblemKind.CONFLICT),
    SUB_SHOP_NAME_TAKEN(ProblemKind.CONFLICT),
    SUB_SHOPS_TOO_MANY(ProblemKind.LIMIT),
    /** Details: {@code name}, the sub-shop's. */
    STOPPED_BY_HEADQUARTERS(ProblemKind.REFUSED),
    STOPPED_BY_ONESELF(ProblemKind.REFUSED),
    TIER_UNKNOWN(ProblemKind.INVALID);

    private final ProblemKind kind;

    NetworkProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
