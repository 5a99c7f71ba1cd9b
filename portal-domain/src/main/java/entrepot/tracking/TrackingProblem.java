package entrepot.tracking;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about parcels. */
public enum TrackingProblem implements ProblemCode {
    /** A message that its sender did not sign. */
    MESSAGE_FORGED(ProblemKind.FORBIDDEN),
    /** A message that is not what its source sends. */
    MESSAGE_UNREADABLE(ProblemKind.INVALID),
    /** Nobody has set this source up. */
    SOURCE_UNKNOWN(ProblemKind.NOT_FOUND),
    /** Decided before; a decision is not taken twice. */
    JUDGED_ALREADY(ProblemKind.CONFLICT),
    /** Goods are judged once it is known where they are. */
    NOT_ENDED(ProblemKind.CONFLICT),
    PIECES_NOT_IN_PARCEL(ProblemKind.INVALID),
    /** Other parcels of the same goods hold at least a piece each. */
    PIECES_ELSEWHERE(ProblemKind.INVALID),
    /** More for the way back than is given back at all. */
    RETURN_FREIGHT_TOO_HIGH(ProblemKind.INVALID),
    /** More beyond its money than the member gets back: that is not one person's to give. */
    COMPENSATION_TOO_HIGH(ProblemKind.INVALID),
    CLAIM_ALREADY(ProblemKind.CONFLICT),
    NO_OPEN_CLAIM(ProblemKind.CONFLICT),
    BILL_TAKEN_ALREADY(ProblemKind.CONFLICT),
    /** A bill is taken whole or not at all; every row that cannot be read is named. */
    BILL_ROWS_WRONG(ProblemKind.INVALID),
    BILL_SAME_PERSON(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    TrackingProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
