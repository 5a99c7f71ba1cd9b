package entrepot.feed;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about imports and feeds. */
public enum FeedProblem implements ProblemCode {
    IMPORT_APPLIED_ALREADY(ProblemKind.CONFLICT),
    IMPORT_OUTDATED(ProblemKind.CONFLICT),
    IMPORT_TAKES_NOTHING(ProblemKind.REFUSED),
    SUB_SHOP_CLOSED(ProblemKind.REFUSED),
    TOO_MANY_FEEDS(ProblemKind.LIMIT);

    private final ProblemKind kind;

    FeedProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
