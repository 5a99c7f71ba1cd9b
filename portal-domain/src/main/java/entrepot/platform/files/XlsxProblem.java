package entrepot.platform.files;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Why a workbook cannot be read at all. */
public enum XlsxProblem implements ProblemCode {
    /** Not a workbook, or a broken one. */
    XLSX_UNREADABLE(ProblemKind.INVALID),
    /** Programs in it: it is saved without them. */
    XLSX_MACROS(ProblemKind.INVALID),
    /** It takes values from other files: it is saved with values. */
    XLSX_LINKS(ProblemKind.INVALID),
    /** What no spreadsheet writes: document types, entities, two parts of one name. */
    XLSX_HOSTILE(ProblemKind.INVALID),
    /** Unpacks to more than any list needs. */
    XLSX_TOO_LARGE(ProblemKind.LIMIT),
    XLSX_NO_SHEET(ProblemKind.INVALID);

    private final ProblemKind kind;

    XlsxProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
