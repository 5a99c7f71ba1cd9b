package entrepot.fulfilment;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about consignments. */
public enum FulfilmentProblem implements ProblemCode {
    ALREADY_PACKED(ProblemKind.CONFLICT),
    OFFER_EXPIRED(ProblemKind.CONFLICT),
    DECLINE_REASON_NEEDED(ProblemKind.INVALID),
    PARCELS_MISSING(ProblemKind.INVALID),
    CARRIER_UNKNOWN(ProblemKind.INVALID),
    TRACKING_NUMBER_INVALID(ProblemKind.INVALID),
    /** The number is on another buyer's parcel. */
    TRACKING_NUMBER_USED(ProblemKind.CONFLICT),
    /** One number is one parcel. */
    TRACKING_NUMBER_TWICE(ProblemKind.INVALID),
    /** More than carriers take in one parcel: grams were taken for kilograms, most likely. */
    PARCEL_TOO_HEAVY(ProblemKind.INVALID),
    /** The tenant does not work with this carrier. */
    CARRIER_OFF(ProblemKind.REFUSED),
    /** More than one consignment of the order waits: the file has to say which. */
    ORDER_HAS_SEVERAL(ProblemKind.CONFLICT),
    /** They do not go to one buyer from one warehouse in one sub-shop's name. */
    NOT_TOGETHER(ProblemKind.REFUSED),
    /** So many pieces of a line are not in it. */
    PIECES_INVALID(ProblemKind.INVALID),
    DECLINE_NOTE_NEEDED(ProblemKind.INVALID),
    /** The days in which a mark may be contested are over. */
    CONTEST_TOO_LATE(ProblemKind.REFUSED),
    ALREADY_CONTESTED(ProblemKind.CONFLICT),
    NOT_CONTESTED(ProblemKind.CONFLICT),
    /** Only what counts against a dealer can be contested. */
    NOTHING_TO_CONTEST(ProblemKind.REFUSED),
    /** Somebody takes these pieces back already, or they were paid back. */
    PIECES_TAKEN_BACK(ProblemKind.CONFLICT),
    /** It stands somewhere already, so there is nothing to place. */
    NOT_UNPLACED(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    FulfilmentProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
