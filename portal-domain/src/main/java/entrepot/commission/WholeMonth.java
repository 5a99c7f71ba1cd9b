package entrepot.commission;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up a month's lines under rules with steps on the whole, for its closing and for simulations of it. Pure. */
final class WholeMonth {

    /** Who earns by which rule from whose sales. */
    record Key(String plan, String rule, long organisation, long seller) {
    }

    /** The sums of a TRUE_UP, in minor units; see {@link TrueUp}. {@code baseBack} and {@code accruedBack} came after the closing. */
    static final class Sums {
        long base;
        long accrued;
        long byLine;
        long cut;
        long baseBack;
        long accruedBack;

        private void add(Sums more) {
            base += more.base;
            accrued += more.accrued;
            byLine += more.byLine;
            cut += more.cut;
            baseBack += more.baseBack;
            accruedBack += more.accruedBack;
        }
    }

    private final Map<Long, Money> volumes;
    private final String currency;
    private final Map<Key, Sums> sums = new LinkedHashMap<>();
    private final Map<String, BigDecimal> rates = new HashMap<>();

    /** @param volumes each seller's closed month */
    WholeMonth(Map<Long, Money> volumes, String currency) {
        this.volumes = volumes;
        this.currency = currency;
    }

    /** @param rules the rules that worked on the line under that plan, with {@code earned} for whom and {@code amounts} how much */
    void add(Plan plan, String[] rules, long[] earned, long[] amounts, StoredLine line) {
        if (!plan.onTheWhole()) {
            return;
        }
        long supply = line.sold().supplyTotal().minor();
        long net = StoredLine.left(supply, line.closed());
        long room = Money.of(net, currency).percent(plan.capPercent()).minor();
        for (long amount : amounts) {
            room -= StoredLine.left(amount, line.closed());
        }
        room = Math.max(0, room);
        for (int i = 0; i < rules.length; i++) {
            Rule rule = plan.rule(rules[i]);
            if (rule != null && rule.whole()) {
                long accrued = StoredLine.left(amounts[i], line.closed());
                long whole = Money.of(net, currency).percent(rate(rule, line.seller().value())).minor();
                long lost = Math.max(0, whole - accrued - room);
                room -= whole - accrued - lost;
                Sums sum = sums.computeIfAbsent(new Key(plan.code(), rule.code(), earned[i], line.seller().value()), key -> new Sums());
                sum.base += net;
                sum.accrued += accrued;
                sum.byLine += whole;
                sum.cut += lost;
                sum.baseBack += StoredLine.returned(supply, line.back()) - StoredLine.returned(supply, line.closed());
                sum.accruedBack += StoredLine.returned(amounts[i], line.back()) - StoredLine.returned(amounts[i], line.closed());
            }
        }
    }

    /** @param other of other lines of the same month */
    void addAll(WholeMonth other) {
        other.sums.forEach((key, more) -> sums.computeIfAbsent(key, each -> new Sums()).add(more));
    }

    private BigDecimal rate(Rule rule, long seller) {
        return rates.computeIfAbsent(rule.code() + ' ' + seller, key -> CommissionCalculator.reached(rule.steps(), volume(seller)));
    }

    Money volume(long seller) {
        return volumes.getOrDefault(seller, Money.zero(currency));
    }

    Map<Key, Sums> sums() {
        return sums;
    }

    static TrueUp trueUp(Plan plan, Key key, LocalDate month, Money volume, Sums sums) {
        String currency = volume.currency();
        return TrueUp.of(plan.code(), plan.rule(key.rule()), month, volume, Money.of(sums.base, currency), Money.of(sums.accrued, currency),
                Money.of(sums.byLine, currency), Money.of(sums.cut, currency));
    }
}
