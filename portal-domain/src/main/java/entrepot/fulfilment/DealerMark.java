package entrepot.fulfilment;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import java.time.Instant;

/**
 * One thing that a dealer did with a consignment and that its promise score counts.
 *
 * @param reason     of a decline; null for others
 * @param note       in the dealer's words, or empty
 * @param counts     whether the score bears it: not where the reason is no fault of the dealer's, nor once it was struck
 * @param pieces     so many were asked for
 * @param piecesKept so many of them the dealer took or had
 * @param speed      how quickly it accepted, in percent: all where half of its time was left; null unless it accepted
 * @param fine       what it cost the dealer; zero for what is not fined
 * @param contest    where a contest of it stands; null where there is none
 * @param until      until when it may be contested
 */
public record DealerMark(String code, OrganisationId dealer, WarehouseId warehouse, String consignment, String order,
                         Kind kind, DeclineReason reason, String note, boolean counts, int pieces, int piecesKept,
                         Integer speed, Instant at, Money fine, Contest contest, String contestReason,
                         String contestedBy, Instant contestedAt, String verdict, String judgedBy, Instant judgedAt,
                         Instant until) {

    /** What it did. Pages show {@code fulfilment.mark.<NAME>}. */
    public enum Kind {
        ACCEPTED, PARTLY, DECLINED, EXPIRED, SHIPPED_IN_TIME, SHIPPED_LATE, RAN_OUT, DAMAGED, LOST;

        /** Whether it speaks against the dealer. */
        public boolean bad() {
            return this != ACCEPTED && this != SHIPPED_IN_TIME;
        }
    }

    /** Where a contest stands. */
    public enum Contest { CONTESTED, UPHELD, STRUCK }

    /** Whether the dealer may still say that it is wrong. */
    public boolean contestable(Instant now) {
        return kind.bad() && counts && contest == null && now.isBefore(until);
    }
}
