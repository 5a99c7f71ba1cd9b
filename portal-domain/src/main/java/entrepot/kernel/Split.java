package entrepot.kernel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares an amount by weights so that the parts always add up to the whole (largest remainder). */
public final class Split {

    private Split() {
    }

    /**
     * @param whole   the amount to share; may be negative or zero
     * @param weights one non-negative weight a part; all zero means equal parts
     * @return one part a weight, in the same order; the units that rounding leaves go to the largest
     *         remainders, ties to the earlier part
     */
    public static List<Money> byWeight(Money whole, List<Long> weights) {
        if (weights.isEmpty() || weights.stream().anyMatch(w -> w < 0)) {
            throw new IllegalArgumentException("weights must be there and not negative: " + weights);
        }
        BigInteger sum = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            return byWeight(whole, weights.stream().map(w -> 1L).toList());
        }
        BigInteger units = BigInteger.valueOf(whole.minor()).abs();
        List<BigInteger[]> shares = new ArrayList<>();
        long left = units.longValueExact();
        for (long weight : weights) {
            BigInteger[] share = units.multiply(BigInteger.valueOf(weight)).divideAndRemainder(sum);
            shares.add(share);
            left -= share[0].longValueExact();
        }
        List<Integer> byRemainder = IntStream.range(0, shares.size()).boxed()
                .sorted(Comparator.comparing((Integer i) -> shares.get(i)[1]).reversed().thenComparing(i -> i))
                .toList();
        long[] parts = shares.stream().mapToLong(s -> s[0].longValueExact()).toArray();
        for (int i = 0; i < left; i++) {
            parts[byRemainder.get(i)]++;
        }
        int sign = Long.signum(whole.minor());
        return IntStream.range(0, parts.length).mapToObj(i -> Money.of(sign * parts[i], whole.currency())).toList();
    }
}
