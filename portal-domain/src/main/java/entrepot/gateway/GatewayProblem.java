package entrepot.gateway;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What payments at providers refuse. */
public enum GatewayProblem implements ProblemCode {
    /** The provider is not switched on. */
    GATEWAY_OFF(ProblemKind.REFUSED),
    /** An amount is between {@code min} and {@code max}. */
    GATEWAY_AMOUNT(ProblemKind.INVALID),
    /** The provider takes {@code currency} only. */
    GATEWAY_CURRENCY(ProblemKind.REFUSED),
    /** A setting is missing or is not what it should be: {@code setting}. */
    GATEWAY_SETTING(ProblemKind.INVALID),
    /** The provider could not be reached or did not take it; says the {@code outcome}. */
    GATEWAY_REFUSED(ProblemKind.BUSY),
    /** Only a payment that was paid and not given back can be. */
    PAYMENT_NOT_PAID(ProblemKind.CONFLICT),
    /** Those payments were handed over already, or others came meanwhile. */
    PAY_OVER_CHANGED(ProblemKind.CONFLICT),
    /** What came is more than was paid, or less than any fee explains. */
    PAY_OVER_AMOUNT(ProblemKind.REFUSED),
    /** No more goes back than {@code rest}, what of the payment has not gone back. */
    REFUND_AMOUNT(ProblemKind.REFUSED),
    /** The provider has taken that refund, or there is none. */
    REFUND_DONE(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    GatewayProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
