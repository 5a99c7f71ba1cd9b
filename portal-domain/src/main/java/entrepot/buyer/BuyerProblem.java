package entrepot.buyer;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals to buyers. */
public enum BuyerProblem implements ProblemCode {
    /** An unknown number, wrong digits and a wrong link are all the same. */
    NO_SUCH_ORDER_FOR_BUYER;

    @Override
    public ProblemKind kind() {
        return ProblemKind.NOT_FOUND;
    }
}
