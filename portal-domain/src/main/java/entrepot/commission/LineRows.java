package entrepot.commission;

import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.fulfilment.RefundedLine;
import entrepot.fulfilment.Refunds;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.VatKind;
import entrepot.ledger.VatRates;
import entrepot.ledger.VatSplit;
import entrepot.platform.access.Actor;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Delivered lines: what the rules saw of them and made of them, read and kept for many deliveries at once. */
@ApplicationScoped
class LineRows {

    /** Months are closed one after the other and alone; deliveries and refunds go on beside each other, but not beside a closing. */
    static final String CLOSING = "commission-closing";
    private static final String BESIDE_OTHERS = "select pg_advisory_xact_lock_shared(hashtextextended(?, ?)) is null as taken";

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private Plans plans;

    @Inject
    private Numbering numbering;

    @Inject
    private VatRates vat;

    @Inject
    private Refunds refunds;

    /** A line as others published it. */
    private record Fact(String consignment, String order, OrganisationId seller, OrganisationId upline1, OrganisationId upline2, OrganisationId dealer,
                        String subShop, String tier, String product, String category, int no, String sku, int quantity, Money supply, Money retail,
                        Money asked, Instant placedAt, Instant shippedAt) {

        /** What the buyer paid, where that is known and less than the fixed price. */
        Money paid() {
            Money paid = asked == null || !asked.currency().equals(retail.currency()) ? retail : asked.min(retail);
            return paid.times(quantity);
        }
    }

    /** Reads what of these deliveries was not counted before, and counts it; none where all were. */
    List<Delivery> deliveries(Actor actor, List<ConsignmentDelivered> delivered) {
        Trip trip = sql.trip();
        List<String> codes = delivered.stream().map(ConsignmentDelivered::code).distinct().sorted().toList();
        trip.list(BESIDE_OTHERS, row -> row.flag("taken"), CLOSING, actor.tenant());
        Later<List<String>> fresh = trip.list("""
                insert into commission_delivery (tenant_id, consignment_code) select ?, c from unnest(?) c
                on conflict do nothing returning consignment_code""",
                row -> row.text("consignment_code"), actor.tenant(), Columns.texts(codes, code -> code));
        Later<List<LocalDate>> closed = trip.list("select max(month) as month from commission_closing where tenant_id = ?", row -> row.date("month"),
                actor.tenant());
        Later<List<Fact>> facts = trip.list("""
                select d.consignment_code, d.order_code, s.organisation_id, v.upline_1, v.upline_2, t.organisation_id as dealer, v.sub_shop_code, v.tier,
                       coalesce(p.handle, '') as handle, coalesce(p.category, '') as category, d.no, d.sku, d.quantity, d.supply_minor, d.currency,
                       s.retail_minor, s.asked_minor, s.asked_currency, s.placed_at, d.shipped_at
                  from published_delivered_line d
                  join published_sold_line s on s.tenant_id = d.tenant_id and s.order_code = d.order_code and s.no = d.order_line
                  join published_seller v on v.tenant_id = s.tenant_id and v.sub_shop_id = s.sub_shop_id
                  left join published_sold_variant p on p.tenant_id = d.tenant_id and p.id = d.variant_id
                  left join published_territory_dealer t on t.tenant_id = s.tenant_id and t.province = s.province
                 where d.tenant_id = ? and d.consignment_code = any (?)
                 order by d.consignment_id, d.no""", LineRows::fact, actor.tenant(), Columns.texts(codes, code -> code));
        Later<List<String>> refunded = refunds.any(actor, trip, codes);
        trip.go();
        Set<String> asked = new HashSet<>(fresh.get());
        Map<String, List<Fact>> byConsignment = facts.get().stream().collect(Collectors.groupingBy(Fact::consignment));
        Set<String> back = Set.copyOf(refunded.get());
        LocalDate lastClosed = closed.get().get(0);
        List<Plans.DatedPlan> timeline = plans.all(actor);
        Map<LocalDate, BigDecimal> rates = new HashMap<>();
        ZoneId zone = transactions.tenant().zone();
        List<Delivery> deliveries = new ArrayList<>();
        for (ConsignmentDelivered each : delivered) {
            List<Fact> lines = byConsignment.get(each.code());
            if (asked.remove(each.code()) && lines != null) {
                Fact one = lines.get(0);
                Plan plan = Plans.inForce(timeline, one.placedAt());
                LocalDate month = YearMonth.from(each.at().atZone(zone)).atDay(1);
                BigDecimal rate = rates.computeIfAbsent(LocalDate.ofInstant(one.shippedAt() == null ? each.at() : one.shippedAt(), zone),
                        day -> vat.percent(actor, VatKind.GOODS, day));
                deliveries.add(new Delivery(each.code(), one.order(), one.seller(), plan,
                        lastClosed != null && !month.isAfter(lastClosed) ? lastClosed.plusMonths(1) : month, each.at(),
                        each.at().plus(Duration.ofDays(plan.returnWindowDays())), Delivery.earners(one.seller(), one.upline1(), one.upline2(), one.dealer()),
                        back.contains(each.code()), lines.stream().map(line -> line(line, rate, LocalDate.ofInstant(line.placedAt(), zone))).toList()));
            }
        }
        return deliveries;
    }

    private static Delivery.Line line(Fact fact, BigDecimal vatPercent, LocalDate placedOn) {
        Money supply = VatSplit.of(fact.supply(), vatPercent).net();
        // orders are resale: a hosted storefront that sells in agency tells so here when there is one
        return new Delivery.Line(new SoldLine(fact.no(), fact.sku(), fact.product(), fact.category(), fact.subShop(), fact.tier(), false, placedOn,
                fact.quantity(), supply, VatSplit.of(fact.paid(), vatPercent).net(), Money.zero(supply.currency())), fact.supply());
    }

    /** Counts their volume, keeps their lines with the trip, and says what they earn. */
    List<Accrual> keep(Actor actor, Trip trip, List<Delivery> deliveries) {
        Map<Month, Money> volumes = countVolume(actor, deliveries);
        List<Accrual> earned = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        for (Delivery each : deliveries) {
            for (Delivery.Line line : each.lines()) {
                SoldLine asked = line.sold();
                Month month = new Month(each.seller().value(), each.month());
                Money before = volumes.get(month);
                volumes.put(month, before.plus(asked.supplyTotal()));
                SoldLine sold = asked.after(before);
                List<CommissionCalculator.Share> shares = CommissionCalculator.shares(each.plan(), sold, each.earners().keySet());
                kept.add(new Kept(each, sold, line.gross(), shares));
                for (CommissionCalculator.Share share : shares) {
                    if (share.amount().isPositive()) {
                        earned.add(new Accrual(numbering.next("ACC"), each.consignment(), sold.no(), each.order(), sold.sku(), sold.quantity(),
                                share.earner(), each.earners().get(share.earner()), each.seller(), share.amount(),
                                Money.zero(share.amount().currency()), Accrual.State.PENDING, each.deliveredAt(), each.dueAt(), share.explanation()));
                    }
                }
            }
        }
        insert(actor, trip, kept);
        return earned;
    }

    private record Month(long seller, LocalDate first) implements Comparable<Month> {

        @Override
        public int compareTo(Month other) {
            int bySeller = Long.compare(seller, other.seller);
            return bySeller != 0 ? bySeller : first.compareTo(other.first);
        }
    }

    private record Kept(Delivery delivery, SoldLine sold, Money gross, List<CommissionCalculator.Share> shares) {

        Long earner(Rule.Earner earner) {
            OrganisationId there = delivery.earners().get(earner);
            return there == null ? null : there.value();
        }
    }

    /** Adds to the sellers' months, in one order so that no two wait for each other, and returns what they were before. */
    private Map<Month, Money> countVolume(Actor actor, List<Delivery> deliveries) {
        Map<Month, Money> sold = new TreeMap<>();
        deliveries.forEach(each -> each.lines().forEach(line ->
                sold.merge(new Month(each.seller().value(), each.month()), line.sold().supplyTotal(), Money::plus)));
        Map<Month, Money> before = new HashMap<>();
        sql.list("""
                insert into commission_volume as v (tenant_id, organisation_id, month, supply_minor, currency)
                select ?, u.organisation, u.month, u.supply, ?
                  from unnest(?::bigint[], ?::date[], ?::bigint[]) with ordinality u(organisation, month, supply, no) order by u.no
                on conflict (tenant_id, organisation_id, month)
                   do update set supply_minor = v.supply_minor + excluded.supply_minor
                returning organisation_id, month, supply_minor, currency""",
                row -> before.put(new Month(row.number("organisation_id"), row.date("month")), row.money("supply")), actor.tenant(),
                transactions.tenant().currency(), Columns.numbers(sold.keySet(), Month::seller), Columns.dates(sold.keySet(), Month::first),
                Columns.numbers(sold.values(), Money::minor));
        before.replaceAll((month, after) -> after.minus(sold.get(month)));
        return before;
    }

    private static void insert(Actor actor, Trip trip, List<Kept> kept) {
        trip.update("""
                insert into commission_sold_line (tenant_id, id, month, consignment_code, line_no, order_code, sku, product, category, sub_shop, tier, agency,
                       quantity, supply_minor, retail_minor, volume_before_minor, currency, seller_id, upline_1_id, upline_2_id, dealer_id, placed_on,
                       plan_code, delivered_at, rules, earned_ids, amounts, gross_minor)
                select ?, nextval('commission_sold_line_seq'), l.month, l.consignment, l.no, l.order_code, l.sku, l.product, l.category, l.sub_shop, l.tier, l.agency,
                       l.quantity, l.supply, l.retail, l.volume, ?, l.seller, l.upline_1, l.upline_2, l.dealer, l.placed_on, l.plan, l.delivered_at,
                       string_to_array(l.rules, ','), string_to_array(l.earned, ',')::bigint[], string_to_array(l.amounts, ',')::bigint[], l.gross
                  from unnest(?::date[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::int[],
                              ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::date[], ?::text[],
                              ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                       l(month, consignment, no, order_code, sku, product, category, sub_shop, tier, agency, quantity, supply, retail, volume, seller,
                         upline_1, upline_2, dealer, placed_on, plan, delivered_at, rules, earned, amounts, gross)""",
                actor.tenant(), kept.get(0).gross().currency(),
                Columns.dates(kept, k -> k.delivery().month()), Columns.texts(kept, k -> k.delivery().consignment()),
                Columns.integers(kept, k -> k.sold().no()), Columns.texts(kept, k -> k.delivery().order()), Columns.texts(kept, k -> k.sold().sku()),
                Columns.texts(kept, k -> k.sold().product()), Columns.texts(kept, k -> k.sold().category()), Columns.texts(kept, k -> k.sold().subShop()),
                Columns.texts(kept, k -> k.sold().sellerTier()), Columns.flags(kept, k -> k.sold().agency()),
                Columns.integers(kept, k -> k.sold().quantity()), Columns.numbers(kept, k -> k.sold().supplyTotal().minor()),
                Columns.numbers(kept, k -> k.sold().retailTotal().minor()), Columns.numbers(kept, k -> k.sold().volumeBefore().minor()),
                Columns.numbers(kept, k -> k.delivery().seller().value()), Columns.numbers(kept, k -> k.earner(Rule.Earner.UPLINE_1)),
                Columns.numbers(kept, k -> k.earner(Rule.Earner.UPLINE_2)), Columns.numbers(kept, k -> k.earner(Rule.Earner.TERRITORY_DEALER)),
                Columns.dates(kept, k -> k.sold().placedOn()), Columns.texts(kept, k -> k.delivery().plan().code()),
                Columns.instants(kept, k -> k.delivery().deliveredAt()), Columns.texts(kept, k -> joined(k.shares(), share -> share.explanation().rule())),
                Columns.texts(kept, k -> joined(k.shares(), share -> k.delivery().earners().get(share.earner()).value())),
                Columns.texts(kept, k -> joined(k.shares(), share -> share.amount().minor())), Columns.numbers(kept, k -> k.gross().minor()));
    }

    private static String joined(Collection<CommissionCalculator.Share> shares, Function<CommissionCalculator.Share, Object> value) {
        return shares.stream().map(value).map(Objects::toString).collect(Collectors.joining(","));
    }

    /**
     * A line of which more was paid back than before.
     *
     * @param before what was paid back of it before; both count on what the member paid
     */
    record Refunded(LocalDate month, long seller, String plan, String[] rules, long[] earned, long supply, RefundedLine before, RefundedLine now) {
    }

    /** Keeps how much of a line was paid back; empty where it is not more than before, or the line was not kept (it is older than this table). */
    Optional<Refunded> refunded(Actor actor, String consignment, int line, int pieces, long reduced) {
        sql.one(BESIDE_OTHERS, row -> row.flag("taken"), CLOSING, actor.tenant());
        return sql.first("""
                select month, seller_id, plan_code, rules, earned_ids, supply_minor, quantity, gross_minor, refunded, reduced_minor, currency
                  from commission_sold_line where tenant_id = ? and consignment_code = ? and line_no = ? for update""", row -> {
                    RefundedLine before = back(row, row.integer("refunded"), row.number("reduced_minor"));
                    return new Refunded(row.date("month"), row.number("seller_id"), row.text("plan_code"), row.texts("rules").toArray(String[]::new),
                            row.numbers("earned_ids").stream().mapToLong(Long::longValue).toArray(), row.number("supply_minor"), before,
                            back(row, pieces, reduced));
                }, actor.tenant(), consignment, line)
                .filter(found -> pieces <= found.now().quantity() && found.now().refunded().compareTo(found.before().refunded()) > 0)
                .filter(found -> sql.update("""
                        update commission_sold_line set refunded = ?, reduced_minor = ? where tenant_id = ? and consignment_code = ? and line_no = ?""",
                        pieces, reduced, actor.tenant(), consignment, line) == 1);
    }

    /** How much of a line was paid back, to take the same share of anything that hangs on it. */
    static RefundedLine back(int quantity, Money total, int pieces, long reduced) {
        return new RefundedLine(0, null, quantity, total, pieces, 0, pieces, Money.of(reduced, total.currency()));
    }

    private static RefundedLine back(Row row, int pieces, long reduced) {
        return back(row.integer("quantity"), row.money("gross"), pieces, reduced);
    }

    private static Fact fact(Row row) {
        return new Fact(row.text("consignment_code"), row.text("order_code"), new OrganisationId(row.number("organisation_id")), organisation(row, "upline_1"),
                organisation(row, "upline_2"), organisation(row, "dealer"), row.text("sub_shop_code"), row.text("tier"), row.text("handle"),
                row.text("category"), row.integer("no"), row.text("sku"), row.integer("quantity"), row.money("supply"), row.money("retail"),
                row.numberOrNull("asked_minor") == null ? null : Money.of(row.number("asked_minor"), row.text("asked_currency")),
                row.instant("placed_at"), row.instant("shipped_at"));
    }

    private static OrganisationId organisation(Row row, String column) {
        Long id = row.numberOrNull(column);
        return id == null ? null : new OrganisationId(id);
    }
}
