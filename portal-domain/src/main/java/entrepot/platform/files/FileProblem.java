package entrepot.platform.files;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about uploaded files. */
public enum FileProblem implements ProblemCode {
    FILE_EMPTY(ProblemKind.INVALID),
    FILE_TOO_LARGE(ProblemKind.LIMIT);

    private final ProblemKind kind;

    FileProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
