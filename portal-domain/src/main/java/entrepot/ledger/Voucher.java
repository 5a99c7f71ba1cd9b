package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An accounting voucher as other programs take it: its debits and credits are equal. Pure.
 *
 * @param on       its business day
 * @param event    what happened
 * @param cause    the code of what caused it; empty where several postings are summed
 * @param postings how many it holds
 */
public record Voucher(int no, LocalDate on, String event, String cause, int postings, List<Line> lines) {

    /** How postings become vouchers. */
    public enum Grouping {
        /** One voucher a posting. */
        POSTING,
        /** One voucher a day and event, its accounts summed. */
        DAY
    }

    /** One line: either its debit or its credit is zero. @param organisation the auxiliary item; null without one */
    public record Line(AccountKind kind, OrganisationId organisation, Money debit, Money credit) {
    }

    /** A posting with its day. */
    public record Posted(long id, LocalDate on, Posting posting) {
    }

    /** Vouchers and which of them holds which posting. */
    public record Numbered(List<Voucher> vouchers, Map<Long, Integer> numbers) {
    }

    /**
     * Makes vouchers, numbered from {@code first} on, by day and then as they were posted.
     *
     * @param auxiliary the kinds whose lines name their organisation; the others are summed over all
     */
    public static Numbered of(List<Posted> postings, Grouping grouping, Set<AccountKind> auxiliary, int first) {
        Map<Object, List<Posted>> groups = new LinkedHashMap<>();
        postings.stream().sorted(Comparator.comparing(Posted::on).thenComparing(Posted::id)).forEach(posted -> groups.computeIfAbsent(
                grouping == Grouping.POSTING ? posted.id() : List.of(posted.on(), posted.posting().key().event()), group -> new ArrayList<>())
                .add(posted));
        List<Voucher> vouchers = new ArrayList<>();
        Map<Long, Integer> numbers = new LinkedHashMap<>();
        for (List<Posted> group : groups.values()) {
            int no = first + vouchers.size();
            Posted one = group.get(0);
            vouchers.add(new Voucher(no, one.on(), one.posting().key().event(), group.size() == 1 ? one.posting().key().causeCode() : "",
                    group.size(), lines(group, auxiliary)));
            group.forEach(posted -> numbers.put(posted.id(), no));
        }
        return new Numbered(vouchers, numbers);
    }

    /** Debits first, in the order of the chart; what was debited and credited to one account stays apart. */
    private static List<Line> lines(List<Posted> group, Set<AccountKind> auxiliary) {
        record Place(boolean credit, AccountKind kind, OrganisationId organisation) {
        }
        Map<Place, Money> sums = new LinkedHashMap<>();
        group.stream().flatMap(posted -> posted.posting().legs().stream()).forEach(leg -> sums.merge(new Place(leg.amount().isNegative(),
                leg.account().kind(), auxiliary.contains(leg.account().kind()) ? leg.account().organisation() : null), leg.amount(), Money::plus));
        return sums.entrySet().stream().sorted(Comparator.comparing((Map.Entry<Place, Money> e) -> e.getKey().credit())
                .thenComparing(e -> e.getKey().kind())).map(e -> {
                    Money none = Money.zero(e.getValue().currency());
                    return new Line(e.getKey().kind(), e.getKey().organisation(), e.getKey().credit() ? none : e.getValue(),
                            e.getKey().credit() ? e.getValue().negated() : none);
                }).toList();
    }

    /** What is debited in all, which is what is credited. */
    public Money debit() {
        return lines.stream().map(Line::debit).reduce(Money::plus).orElseThrow();
    }

    public Money credit() {
        return lines.stream().map(Line::credit).reduce(Money::plus).orElseThrow();
    }
}
