package entrepot.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * An exact amount: a whole number of the currency's minor units (fen, pence, yen, fils).
 *
 * <p>Adding and comparing refuse another currency. {@link #times(BigDecimal)} is the one place in
 * the program that rounds, half up; {@link Split} shares an amount so that the parts add up to it.
 *
 * @param minor    minor units, negative for a debt
 * @param currency ISO 4217 code
 */
public record Money(long minor, String currency) implements Comparable<Money> {

    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(15);
    private static final int WHOLE_DIGITS_MAX = 16;

    public Money {
        Objects.requireNonNull(currency, "currency");
        if (currency.length() != 3) {
            throw new IllegalArgumentException("not an ISO 4217 code: " + currency);
        }
    }

    public static Money of(long minor, String currency) {
        return new Money(minor, currency);
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /**
     * Reads an amount in major units, as people and files write it.
     *
     * @throws Problem {@link KernelProblem#AMOUNT_TOO_FINE} if it has more decimals than the currency knows,
     *                 {@link KernelProblem#AMOUNT_TOO_LARGE} beyond 10^15 minor units
     */
    public static Money parse(BigDecimal major, String currency) {
        int digits = digits(currency);
        // an exponent may be anything: what it stands for is not written out before it is known to be small
        if (major.signum() != 0 && (long) major.precision() - major.scale() > WHOLE_DIGITS_MAX) {
            throw new Problem(KernelProblem.AMOUNT_TOO_LARGE).with("amount", major.toString());
        }
        BigDecimal exact = major.stripTrailingZeros();
        if (exact.scale() > digits) {
            throw new Problem(KernelProblem.AMOUNT_TOO_FINE).with("amount", major.toString())
                    .with("currency", currency).with("decimals", digits);
        }
        BigDecimal minor = exact.movePointRight(digits);
        if (minor.abs().compareTo(LARGEST) > 0) {
            throw new Problem(KernelProblem.AMOUNT_TOO_LARGE).with("amount", major.toPlainString());
        }
        return new Money(minor.longValueExact(), currency);
    }

    /** Decimals of a currency: 2 for CNY, 0 for JPY, 3 for KWD. */
    public static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            throw new Problem(KernelProblem.UNKNOWN_CURRENCY).with("currency", currency);
        }
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minor, factor), currency);
    }

    /** This amount × rate, rounded half up to the minor unit (away from zero for debts, so that a reversal mirrors). */
    public Money times(BigDecimal rate) {
        return new Money(BigDecimal.valueOf(minor).multiply(rate).setScale(0, RoundingMode.HALF_UP).longValueExact(),
                currency);
    }

    /** This amount × part ÷ whole, rounded half up once: exact where a decimal rate, such as of a third, would not be. */
    public Money share(BigInteger part, BigInteger whole) {
        return new Money(new BigDecimal(BigInteger.valueOf(minor).multiply(part)).divide(new BigDecimal(whole), 0,
                RoundingMode.HALF_UP).longValueExact(), currency);
    }

    /** This amount × percent / 100, rounded half up. */
    public Money percent(BigDecimal percent) {
        return times(percent.movePointLeft(2));
    }

    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** In major units with the currency's decimals, such as 12.50. */
    public BigDecimal major() {
        return BigDecimal.valueOf(minor, digits(currency));
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }

    /** Such as {@code 12.50 CNY}: for explanations and logs; pages format by the reader's language. */
    @Override
    public String toString() {
        return major().toPlainString() + " " + currency;
    }
}
