package entrepot.lists;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Why a file is no shipping list at all, or nothing can be done with one. What is wrong with a row is a {@link Fault}. */
public enum ListProblem implements ProblemCode {
    /** Says the columns that were found and those that are missing. */
    LIST_NOT_RECOGNISED(ProblemKind.INVALID),
    /** Its columns have to be named first. */
    LIST_NOT_MAPPED(ProblemKind.CONFLICT),
    LIST_FILES_TOO_MANY(ProblemKind.LIMIT),
    /** A field that the mapping needs has no column; details: {@code fields}. */
    MAPPING_INCOMPLETE(ProblemKind.INVALID),
    ALIAS_INVALID(ProblemKind.INVALID),
    ALIASES_TOO_MANY(ProblemKind.LIMIT),
    /** Details: {@code row}. */
    ALIAS_ROW_INVALID(ProblemKind.INVALID),
    LABEL_UNREADABLE(ProblemKind.INVALID),
    LABEL_PAGES_TOO_MANY(ProblemKind.LIMIT),
    NOTHING_TO_HAND_BACK(ProblemKind.REFUSED),
    /** No order of the sub-shop that is not placed yet has one of the numbers; details: {@code subShop}, {@code numbers}. */
    ADDRESSES_FIND_NO_ORDER(ProblemKind.REFUSED),
    LIST_TOO_LONG(ProblemKind.LIMIT),
    LIST_NOTHING_TO_PLACE(ProblemKind.REFUSED),
    LIST_DISCARDED(ProblemKind.CONFLICT),
    LIST_BEING_PLACED(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    ListProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
