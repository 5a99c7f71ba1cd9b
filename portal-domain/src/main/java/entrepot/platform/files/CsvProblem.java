package entrepot.platform.files;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Why a table in a file cannot be read at all. What is wrong with one row is for who imports it to say. */
public enum CsvProblem implements ProblemCode {
    /** HTML, the old XLS and the like, whatever the file is called; details: {@code kind}. */
    CSV_NOT_A_TABLE(ProblemKind.INVALID),
    CSV_ENCODING_UNKNOWN(ProblemKind.INVALID),
    CSV_ENCODING_MIXED(ProblemKind.INVALID),
    CSV_NOT_TEXT(ProblemKind.INVALID),
    CSV_HEADER_MISSING(ProblemKind.INVALID),
    CSV_HEADER_TWICE(ProblemKind.INVALID),
    CSV_COLUMN_MISSING(ProblemKind.INVALID),
    CSV_NO_ROWS(ProblemKind.INVALID),
    CSV_QUOTE_OPEN(ProblemKind.INVALID),
    CSV_MALFORMED(ProblemKind.INVALID),
    CSV_TOO_MANY_ROWS(ProblemKind.LIMIT),
    CSV_TOO_MANY_COLUMNS(ProblemKind.LIMIT),
    CSV_CELL_TOO_LONG(ProblemKind.LIMIT);

    private final ProblemKind kind;

    CsvProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
