package entrepot.settlement;

import entrepot.kernel.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What falls due when, and when it is paid: by what stands in the books today and the tenant's calendar. What is earned from tomorrow on is not in it.
 *
 * @param items    in the order of what happens next
 * @param payments by day of payment, what is paid then; what a member owes is taken off by settlement and not by this
 * @param minimum  less than this is carried over
 * @param deposit  held until the member leaves
 * @param topUps   reported and not confirmed yet: nobody knows the day
 */
public record Forecast(LocalDate today, List<Item> items, List<Payment> payments, Money minimum, Money deposit, TopUps topUps) {

    /** What it is that falls due. */
    public enum Kind {
        /** Earned; its return window closes on that day, and a run takes it. */
        WINDOW,
        /** Due already, for the next run to take. */
        DUE,
        /** On a statement that members look at, or that is being approved. */
        PREVIEWED,
        /** Settled and on its way to the bank. */
        TRANSIT,
        /** What the member owes, due on that day; negative. */
        OWED
    }

    /**
     * One day's amounts of a kind.
     *
     * @param on     when it happens: the window closes, it leaves, it is owed
     * @param count  how many things
     * @param last   last day of the period that takes it; null where it is settled already or owed
     * @param paidOn null for what is owed
     */
    public record Item(LocalDate on, Kind kind, long count, Money amount, LocalDate last, LocalDate paidOn) {
    }

    /** All that is paid on a day, with how many days' amounts. */
    public record Payment(LocalDate on, Money amount) {
    }

    /**
     * What a run would make of a day's dues if it ran today: {@code gross = owed + tax + carried + paid}.
     *
     * @param gross   what is due by then and stands on no statement yet, with what days before carried over
     * @param owed    taken for open charges and overdue credit
     * @param before  of this, what days before carried over
     * @param carried less than the minimum, negative, disputed, or of members whose tax profile is unknown
     * @param why     what is carried, by its reason
     */
    public record Net(LocalDate on, Money gross, Money before, Money owed, Money tax, Money carried, Money paid, List<Carried> why) {

        /** What leaves of all that falls due on the day: what is settled already whole, and of the rest what a run would pay. */
        public Money leaving(Money due) {
            return due.minus(gross.minus(before)).plus(paid);
        }
    }

    /** Why so much of so many members is not paid. */
    public record Carried(CarryReason reason, long members, Money amount) {
    }

    /** Money that members say they have sent. */
    public record TopUps(long count, Money amount) {
    }

    /** Amounts of one day as the books have them. */
    record Dated(LocalDate on, long count, Money amount) {
    }

    /**
     * Puts amounts on the calendar.
     *
     * @param closing   what waits, by the day its window closes
     * @param before    due already, of the period before this one, if that is not settled yet
     * @param due       due already, of this period
     * @param previewed on statements of runs on their way, by their day of payment
     * @param transit   payouts by their day
     * @param owed      charges by the day they are due, as positive amounts
     */
    static Forecast of(LocalDate today, SettlementCalendar calendar, List<Dated> closing, Money before, Money due, List<Dated> previewed,
                       List<Dated> transit, List<Dated> owed, Money minimum, Money deposit, TopUps topUps) {
        List<Item> items = new ArrayList<>();
        SettlementCalendar.Turn now = calendar.of(today);
        SettlementCalendar.Turn last = calendar.of(now.from().minusDays(1));
        if (!before.isZero()) {
            items.add(new Item(later(today, last.preview()), Kind.DUE, 0, before, last.last(), later(today, last.payOn())));
        }
        if (!due.isZero()) {
            items.add(new Item(now.preview(), Kind.DUE, 0, due, now.last(), now.payOn()));
        }
        for (Dated each : closing) {
            LocalDate on = later(today, each.on());
            SettlementCalendar.Turn turn = calendar.of(on);
            items.add(new Item(on, Kind.WINDOW, each.count(), each.amount(), turn.last(), turn.payOn()));
        }
        previewed.forEach(each -> items.add(new Item(later(today, each.on()), Kind.PREVIEWED, each.count(), each.amount(), null, later(today, each.on()))));
        transit.forEach(each -> items.add(new Item(later(today, each.on()), Kind.TRANSIT, each.count(), each.amount(), null, later(today, each.on()))));
        owed.forEach(each -> items.add(new Item(later(today, each.on()), Kind.OWED, each.count(), each.amount().negated(), null, null)));
        Map<LocalDate, Money> payments = new TreeMap<>();
        items.stream().filter(item -> item.paidOn() != null).forEach(item -> payments.merge(item.paidOn(), item.amount(), Money::plus));
        items.sort(Comparator.comparing(Item::on).thenComparing(Item::kind));
        return new Forecast(today, List.copyOf(items), payments.entrySet().stream().map(each -> new Payment(each.getKey(), each.getValue())).toList(),
                minimum, deposit, topUps);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
