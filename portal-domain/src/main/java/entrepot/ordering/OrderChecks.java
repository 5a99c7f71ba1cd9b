package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import entrepot.platform.geo.Precision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a careful clerk would ask about an order before it ships. Pure. */
final class OrderChecks {

    /** How much in the future a payment may seem to be, for clocks differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    private static final int STREET_LEAST = 4;
    /** Digits of what is a phone at all. */
    static final int PHONE_LEAST = 7;

    private OrderChecks() {
    }

    /**
     * What was looked up.
     *
     * @param ordersBefore how many orders the member has, no more than are asked for
     * @param duplicateOf  another order of the member for this buyer, with one of these items, today; null for none
     */
    record Facts(int ordersBefore, String duplicateOf) {

        /** What is not asked for by any rule. */
        static final Facts NOTHING = new Facts(100, null);
    }

    /** All doubts about an order by the rules; none where it may go on. */
    static List<Doubt> doubts(OrderDraft draft, HoldRules rules, Facts facts) {
        PlaceOrder command = draft.basket().command();
        // who is masked cannot be told apart from others, and the platform's label knows the way
        boolean known = command.hidden() == null;
        boolean single = command.terms().kind() == OrderKind.SINGLE && known;
        List<Doubt> doubts = new ArrayList<>();
        if (rules.valueOver() != null && draft.total().major().compareTo(rules.valueOver()) > 0) {
            doubts.add(new Doubt(Doubt.Kind.VALUE, Map.of("total", draft.total().toString(),
                    "limit", rules.valueOver().stripTrailingZeros().toPlainString() + " " + draft.total().currency())));
        }
        if (facts.ordersBefore() < rules.firstOrders()) {
            doubts.add(new Doubt(Doubt.Kind.FIRST_ORDERS, Map.of("no", Integer.toString(facts.ordersBefore() + 1),
                    "first", Integer.toString(rules.firstOrders()), "member", draft.basket().seller().name())));
        }
        if (rules.addressUnclear() && known && isUnclear(command.shipTo())) {
            doubts.add(new Doubt(Doubt.Kind.ADDRESS_UNCLEAR, Map.of("address", inWords(command.shipTo()))));
        }
        if (rules.priceBreach()) {
            draft.breaches().forEach(breach -> doubts.add(new Doubt(Doubt.Kind.PRICE_BREACH, Map.of("sku", breach.sku(),
                    "asked", breach.asked().toString(), "lowest", breach.band().lowest().toString(),
                    "highest", breach.band().highest().toString()))));
        }
        if (rules.payment()) {
            payment(command, draft, doubts);
        }
        if (rules.duplicates() && single && facts.duplicateOf() != null) {
            doubts.add(new Doubt(Doubt.Kind.DUPLICATE, Map.of("order", facts.duplicateOf(),
                    "buyer", command.shipTo().name(), "hours", Integer.toString(rules.silenceHours()))));
        }
        return doubts;
    }

    private static void payment(PlaceOrder command, OrderDraft draft, List<Doubt> doubts) {
        Instant paidAt = command.paidAt();
        if (paidAt != null && paidAt.isAfter(draft.basket().now().plus(CLOCKS_DIFFER))) {
            doubts.add(new Doubt(Doubt.Kind.PAID_IN_FUTURE, Map.of("paidAt", paidAt.toString())));
        }
        if (command.terms().paid() == null || draft.lines().stream().anyMatch(line -> line.asked() == null)) {
            return;
        }
        Money paid = Money.parse(command.terms().paid(), draft.basket().seller().subShop().currency());
        Money lines = draft.lines().stream().map(line -> line.asked().times(line.quantity())).reduce(Money::plus).orElseThrow();
        if (paid.currency().equals(lines.currency()) && paid.compareTo(lines) != 0) {
            doubts.add(new Doubt(Doubt.Kind.PAID_AMOUNT, Map.of("paid", paid.toString(), "lines", lines.toString())));
        }
    }

    /** Whether two orders look like one that came twice: the same member, buyer and one of the items. */
    static boolean isSame(OrderDraft one, OrderDraft other) {
        PlaceOrder a = one.basket().command();
        PlaceOrder b = other.basket().command();
        return one.basket().buyer().equals(other.basket().buyer()) && a.hidden() == null && b.hidden() == null
                && a.terms().kind() == OrderKind.SINGLE && b.terms().kind() == OrderKind.SINGLE
                && (digits(a.shipTo()).equals(digits(b.shipTo())) && digits(a.shipTo()).length() >= PHONE_LEAST
                    || place(a.shipTo()).equals(place(b.shipTo())))
                && one.lines().stream().anyMatch(line -> other.lines().stream()
                        .anyMatch(its -> its.variant().equals(line.variant())));
    }

    /** As the database's buyer_phone_key. */
    static String digits(Address to) {
        return to.phone().replaceAll("\\D", "").replaceFirst("^(00)?(86(?=1\\d{10})|44(?=\\d{9}))0?", "");
    }

    /** As the database's buyer_place_key. */
    static String place(Address to) {
        return (to.name() + '|' + to.city() + '|' + to.street()).replaceAll("[\\s,，.。#-]", "").toLowerCase(Locale.ROOT);
    }

    /** Where the place is not known to the town, or the street says too little to find a door. */
    static boolean isUnclear(Address to) {
        Located place = Places.locate(to).orElse(null);
        if (place == null || place.precision() == Precision.PROVINCE || !Places.knowsCity(to)) {
            return true;
        }
        boolean number = to.street().codePoints().anyMatch(c -> Character.isDigit(c) || "一二三四五六七八九十".indexOf(c) >= 0);
        return to.street().codePointCount(0, to.street().length()) < STREET_LEAST
                || !number && to.street().codePointCount(0, to.street().length()) < 2 * STREET_LEAST;
    }

    private static String inWords(Address to) {
        return String.join(" ", to.province(), to.city(), to.district(), to.street()).strip();
    }
}
