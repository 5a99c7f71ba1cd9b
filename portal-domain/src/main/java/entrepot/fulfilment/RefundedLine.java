package entrepot.fulfilment;

import entrepot.kernel.Money;
import entrepot.kernel.VariantId;
import java.math.BigInteger;

/**
 * What of a consignment's line was paid back, whoever did it. What is paid back in all is {@code round(total × pieces ÷ quantity) + reduced}, so
 * the last piece takes the rest, in whatever order the pieces went. Pure.
 *
 * @param quantity pieces that were shipped
 * @param total    what the member paid for them
 * @param claimed  pieces that are on their way back, came back, are lost or were paid back: nobody else may speak of them
 * @param own      how many of the claimed are the dealer's own
 * @param pieces   those that were paid back whole
 * @param reduced  what was paid back of the other pieces' price
 */
public record RefundedLine(int no, VariantId variant, int quantity, Money total, int claimed, int own, int pieces, Money reduced) {

    /** Pieces of which nobody has spoken yet. */
    public int free() {
        return quantity - claimed;
    }

    /** What was paid back in all. */
    public Money refunded() {
        return of(total, pieces).plus(reduced);
    }

    /** More of its pieces are paid back; what was taken off their price before is not paid again. */
    public RefundedLine refund(int more) {
        int rest = quantity - pieces;
        if (more < 0 || more > rest || pieces + more > claimed) {
            throw new IllegalArgumentException(more + " more of " + this);
        }
        if (more == 0) {
            return this;
        }
        Money paid = of(total, pieces + more);
        // rounding may neither charge for a piece nor pay more than the line cost
        Money taken = reduced.share(BigInteger.valueOf(more), BigInteger.valueOf(rest)).max(reduced.minus(total.minus(paid)))
                .min(paid.minus(of(total, pieces)));
        return new RefundedLine(no, variant, quantity, total, claimed, own, pieces + more, reduced.minus(taken));
    }

    /** A part of the price is paid back, and no piece. @param by at most what is left of it */
    public RefundedLine reduce(Money by) {
        if (by.isNegative() || by.compareTo(left()) > 0) {
            throw new IllegalArgumentException(by + " off " + this);
        }
        return new RefundedLine(no, variant, quantity, total, claimed, own, pieces, reduced.plus(by));
    }

    /** What is not paid back yet. */
    public Money left() {
        return total.minus(refunded());
    }

    /**
     * The refunded share of any amount that hangs on this line, rounded once: {@code amount × (pieces ÷ quantity + reduced ÷ total)}; whole when
     * all was paid back.
     */
    public Money shareOf(Money amount) {
        if (total.isZero()) {
            return of(amount, pieces);
        }
        BigInteger whole = BigInteger.valueOf(total.minor());
        return amount.share(BigInteger.valueOf(pieces).multiply(whole).add(BigInteger.valueOf(reduced.minor()).multiply(BigInteger.valueOf(quantity))),
                whole.multiply(BigInteger.valueOf(quantity)));
    }

    private Money of(Money amount, int part) {
        return amount.share(BigInteger.valueOf(part), BigInteger.valueOf(quantity));
    }
}
