package entrepot.ordering;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about orders and shipping lists. */
public enum OrderProblem implements ProblemCode {
    /** More than a call may hold. */
    ORDERS_TOO_MANY(ProblemKind.LIMIT),
    /** One outside number stands twice in one call. */
    /** A sub-shop that has sold cannot begin to practise. */
    PRACTICE_TOO_LATE(ProblemKind.CONFLICT),
    /** Where a platform hides the buyer there is one label, and its number goes with one parcel. */
    LABEL_FOR_ONE_PARCEL(ProblemKind.REFUSED),
    /** Members' labels that are printed at once are too large together. */
    LABELS_TOO_LARGE(ProblemKind.LIMIT),
    LINES_MISSING(ProblemKind.INVALID),
    LINES_TOO_MANY(ProblemKind.LIMIT),
    LINE_QUANTITY_INVALID(ProblemKind.INVALID),
    ORDER_TOO_HEAVY(ProblemKind.REFUSED),
    OUTSIDE_NUMBER_TAKEN(ProblemKind.CONFLICT),
    SHOP_CLOSED(ProblemKind.REFUSED),
    /** The member is suspended or leaving. */
    MEMBER_TAKES_NO_ORDERS(ProblemKind.REFUSED),
    /** It is not of the same kind and price band, or nobody has enough of it. */
    SUBSTITUTE_NOT_ALIKE(ProblemKind.REFUSED),
    /** It costs more than was agreed, and nobody said yes to that; details: {@code more}. */
    DEARER_THAN_AGREED(ProblemKind.REFUSED),
    ALREADY_SHIPPED(ProblemKind.CONFLICT),
    /** Prices rose since they were quoted; says the old and the new total. */
    PRICE_CHANGED(ProblemKind.CONFLICT),
    QUOTE_UNKNOWN(ProblemKind.INVALID),
    /** What is ordered is not what was quoted. */
    QUOTE_DIFFERS(ProblemKind.CONFLICT),
    QUOTE_EXPIRED(ProblemKind.CONFLICT),
    /** The sub-shop has ordered what it may order a day; says which limit and who can lift it. */
    SHOP_LIMIT_REACHED(ProblemKind.LIMIT),
    WHOLESALE_HAS_NO_BUYER_PRICE(ProblemKind.INVALID),
    /** Nothing is asked about this order that the actor could answer. */
    NOT_ON_HOLD(ProblemKind.CONFLICT),
    /** Only headquarters may say this order goes on. */
    HEADQUARTERS_DECIDES(ProblemKind.REFUSED),
    NOTHING_CHANGED(ProblemKind.INVALID),
    /** A part of it was cancelled, packed or shipped: it can be asked for, and no longer be done. */
    CHANGE_TOO_LATE(ProblemKind.CONFLICT),
    /** The order was changed since the change was shown. */
    CHANGE_STALE(ProblemKind.CONFLICT),
    /** The platform keeps the buyer's address, and its label says where the parcel goes: changed there, or placed again. */
    RECEIVER_HIDDEN(ProblemKind.REFUSED),
    REQUEST_OPEN(ProblemKind.CONFLICT),
    NOT_YET_PACKED(ProblemKind.CONFLICT),
    REQUEST_ANSWERED(ProblemKind.CONFLICT),
    REQUEST_KIND_UNSUITABLE(ProblemKind.CONFLICT),
    QUOTATION_DIFFERS(ProblemKind.INVALID);

    private final ProblemKind kind;

    OrderProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
