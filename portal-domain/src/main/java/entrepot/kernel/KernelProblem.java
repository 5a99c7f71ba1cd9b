package entrepot.kernel;

/** Refusals that any capability can meet. */
public enum KernelProblem implements ProblemCode {
    AMOUNT_TOO_FINE(ProblemKind.INVALID),
    AMOUNT_TOO_LARGE(ProblemKind.INVALID),
    UNKNOWN_CURRENCY(ProblemKind.INVALID),
    FIELD_MISSING(ProblemKind.INVALID),
    FIELD_INVALID(ProblemKind.INVALID),
    FIELD_TOO_LONG(ProblemKind.INVALID),
    ILLEGAL_TRANSITION(ProblemKind.CONFLICT),
    NOT_FOUND(ProblemKind.NOT_FOUND);

    private final ProblemKind kind;

    KernelProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
