package entrepot.catalog;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals of the catalogue. */
public enum CatalogProblem implements ProblemCode {
    SKU_UNKNOWN(ProblemKind.REFUSED),
    SKU_TAKEN(ProblemKind.CONFLICT),
    PRODUCT_NOT_ACTIVE(ProblemKind.REFUSED),
    TOO_MANY_SKUS(ProblemKind.LIMIT);

    private final ProblemKind kind;

    CatalogProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
