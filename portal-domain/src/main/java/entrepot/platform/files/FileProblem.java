package entrepot.platform.files;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about uploaded files. */
public enum FileProblem implements ProblemCode {
    FILE_EMPTY(ProblemKind.INVALID),
    FILE_TOO_LARGE(ProblemKind.LIMIT),
    /** A proof is larger than {@code max} MiB. */
    PROOF_TOO_LARGE(ProblemKind.LIMIT),
    /** A proof is a JPEG, a PNG or a PDF. */
    PROOF_KIND(ProblemKind.INVALID),
    /** A picture has more than {@code max} million pixels. */
    PROOF_PIXELS(ProblemKind.LIMIT),
    /** It begins like a picture or PDF and is none. */
    PROOF_UNREADABLE(ProblemKind.INVALID);

    private final ProblemKind kind;

    FileProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
