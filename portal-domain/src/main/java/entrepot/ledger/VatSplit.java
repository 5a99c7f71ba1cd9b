package entrepot.ledger;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A price and the value added tax that is in it: prices include the tax (docs/decisions/vat.md). Pure; rounds once, and parts of it
 * add up to it.
 *
 * @param net what is income
 * @param vat what is the tax office's, of the same sign
 */
public record VatSplit(Money net, Money vat) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** So fine that no tie is mistaken for less, at any amount that is accepted. */
    private static final int SCALE = 40;

    /** The tax is gross × percent / (100 + percent). @param percent of the net price, such as 13; zero where no tax is configured */
    public static VatSplit of(Money gross, BigDecimal percent) {
        if (percent.signum() < 0 || percent.compareTo(HUNDRED) >= 0) {
            throw new IllegalArgumentException("not a rate of value added tax: " + percent);
        }
        Money vat = share(gross, percent, HUNDRED.add(percent));
        return new VatSplit(gross.minus(vat), vat);
    }

    public Money gross() {
        return net.plus(vat);
    }

    /**
     * What of this goes back when a part of the price does: tax in proportion to all that is refunded so far, less what went back before;
     * so whatever the pieces, the last one takes the rest.
     *
     * @param before what of {@link #gross()} was refunded before
     * @param now    what is refunded now
     */
    public VatSplit refund(Money before, Money now) {
        Money after = refunded(before.plus(now));
        Money back = after.minus(refunded(before));
        return new VatSplit(now.minus(back), back);
    }

    private Money refunded(Money soFar) {
        return gross().isZero() ? vat.minus(vat) : share(vat, BigDecimal.valueOf(soFar.minor()), BigDecimal.valueOf(gross().minor()));
    }

    private static Money share(Money whole, BigDecimal part, BigDecimal of) {
        return whole.times(part.divide(of, SCALE, RoundingMode.UP));
    }
}
