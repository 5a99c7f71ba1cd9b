package entrepot.routing;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals of routing. */
public enum RoutingProblem implements ProblemCode {
    /** No warehouse, nor several together, can ship it; details: {@code skus}, what is missing. */
    NOBODY_CAN_SHIP(ProblemKind.REFUSED);

    private final ProblemKind kind;

    RoutingProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
