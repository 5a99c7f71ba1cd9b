package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.VatKind;
import entrepot.ledger.VatRates;
import entrepot.ledger.VatSplit;
import entrepot.ordering.OrderLine;
import entrepot.ordering.OrderQuote;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commission before it is earned: of an order that is placed, of the month that runs, of what waits for its window. Nothing here is promised. */
@ApplicationScoped
@UseCases
public class Forecasts {

    private static final int DAYS = 60;
    private static final int LINES = 500;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Plans plans;

    @Inject
    private Accruals accruals;

    @Inject
    private VatRates vat;

    private record Sold(String order, SoldLine line, Instant placedAt, Map<Rule.Earner, OrganisationId> earners) {
    }

    private static final String SELLER = """
             v.upline_1, v.upline_2, v.sub_shop_code, v.tier, t.organisation_id as dealer, coalesce(p.handle, '') as handle,
             coalesce(p.category, '') as category, coalesce(m.supply_minor, 0) as volume_minor
            """;

    /** What an order would earn whom the actor may see, if all of it were delivered now; by the plan of the day on which it was placed. */
    @Requires(CommissionPermission.READ)
    public List<Forecast.OfOrder> ofOrder(Actor actor, String orderCode) {
        return earned(actor, ordered(actor, List.of(orderCode)));
    }

    /**
     * What each of a page of orders comes to for whom the actor may see: what it earned where all of it was delivered, else what it would earn.
     *
     * @param open      codes of those of which something is still to be delivered
     * @param delivered codes of the others
     * @return by order; one that earns nobody anything is not there
     */
    @Requires(CommissionPermission.READ)
    public Map<String, Money> ofOrders(Actor actor, Collection<String> open, Collection<String> delivered) {
        Map<String, Money> sums = new HashMap<>(delivered.isEmpty() ? Map.of() : accruals.sums(actor, delivered));
        if (!open.isEmpty()) {
            List<Plans.DatedPlan> timeline = plans.all(actor);
            ordered(actor, open).stream().collect(Collectors.groupingBy(Sold::order)).forEach((order, lines) -> earned(actor, timeline, lines).stream()
                    .map(Forecast.OfOrder::amount).reduce(Money::plus).filter(sum -> !sum.isZero()).ifPresent(sum -> sums.put(order, sum)));
        }
        return sums;
    }

    private List<Sold> ordered(Actor actor, Collection<String> codes) {
        ZoneId zone = transactions.tenant().zone();
        BigDecimal rate = rate(actor);
        return sql.list("select s.order_code, s.organisation_id, s.placed_at, s.no, s.retail_minor, s.asked_minor, s.asked_currency, s.supply_minor, s.currency, s.sku,"
                + " s.quantity," + SELLER + """
                  from published_ordered_line s
                  join published_seller v on v.tenant_id = s.tenant_id and v.sub_shop_id = s.sub_shop_id
                  left join published_sold_variant p on p.tenant_id = s.tenant_id and p.id = s.variant_id
                  left join published_territory_dealer t on t.tenant_id = s.tenant_id and t.province = s.province
                  left join commission_volume m on m.tenant_id = s.tenant_id and m.organisation_id = s.organisation_id and m.month = ?
                 where s.tenant_id = ? and s.order_code = any (?) order by s.order_code, s.no limit ?""",
                row -> sold(row, rate, zone), clock.today().withDayOfMonth(1), actor.tenant(), codes.toArray(String[]::new), codes.size() * LINES);
    }

    /**
     * The same of an order that is not placed yet.
     *
     * @param subShop  of the actor's own; another's earns nothing here
     * @param province where it goes
     * @param quote    what it would cost
     */
    @Requires(CommissionPermission.READ)
    public List<Forecast.OfOrder> ofQuote(Actor actor, String subShop, String province, OrderQuote quote) {
        ZoneId zone = transactions.tenant().zone();
        BigDecimal rate = rate(actor);
        List<OrderLine> lines = quote.lines().stream().map(OrderQuote.Line::line).toList();
        return earned(actor, sql.list("select '' as order_code, v.organisation_id, ?::timestamptz as placed_at, s.no, s.retail_minor, s.asked_minor, s.asked_currency, s.supply_minor,"
                + " ? as currency, s.sku, s.quantity," + SELLER + """
                  from unnest(?::int[], ?::bigint[], ?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                       s(no, variant_id, sku, quantity, retail_minor, supply_minor, asked_minor, asked_currency)
                  join published_seller v on v.tenant_id = ? and v.sub_shop_code = ? and (?::bigint is null or v.organisation_id = ?)
                  left join published_sold_variant p on p.tenant_id = v.tenant_id and p.id = s.variant_id
                  left join published_territory_dealer t on t.tenant_id = v.tenant_id and t.province = ?
                  left join commission_volume m on m.tenant_id = v.tenant_id and m.organisation_id = v.organisation_id and m.month = ?
                 order by s.no""",
                row -> sold(row, rate, zone), clock.now(), quote.goods().currency(), Columns.integers(lines, OrderLine::no),
                Columns.numbers(lines, line -> line.variant().value()), Columns.texts(lines, OrderLine::sku), Columns.integers(lines, OrderLine::quantity),
                Columns.numbers(lines, line -> line.retail().minor()), Columns.numbers(lines, line -> line.supply().minor()),
                Columns.numbers(lines, line -> line.asked() == null ? null : line.asked().minor()),
                Columns.texts(lines, line -> line.asked() == null ? null : line.asked().currency()), actor.tenant(), subShop, actor.scope(), actor.scope(),
                province, clock.today().withDayOfMonth(1)));
    }

    private BigDecimal rate(Actor actor) {
        return vat.percent(Actor.system(actor.tenant()), VatKind.GOODS, clock.today());
    }

    private List<Forecast.OfOrder> earned(Actor actor, List<Sold> lines) {
        return earned(actor, plans.all(actor), lines);
    }

    private static List<Forecast.OfOrder> earned(Actor actor, List<Plans.DatedPlan> timeline, List<Sold> lines) {
        Map<Rule.Earner, Forecast.OfOrder> earned = new EnumMap<>(Rule.Earner.class);
        Money volume = null;
        for (Sold each : lines) {
            volume = volume == null ? each.line().volumeBefore() : volume;
            SoldLine line = each.line().after(volume);
            for (CommissionCalculator.Share share : CommissionCalculator.shares(Plans.inForce(timeline, each.placedAt()), line, each.earners().keySet())) {
                OrganisationId to = each.earners().get(share.earner());
                if (actor.sees(to)) {
                    earned.merge(share.earner(), new Forecast.OfOrder(share.earner(), to, share.amount(), List.of(share.explanation())), Forecast.OfOrder::and);
                }
            }
            volume = volume.plus(line.supplyTotal());
        }
        return List.copyOf(earned.values());
    }

    /** The next step of each rule of the plan in force that a member has not reached this month. */
    @Requires(CommissionPermission.READ)
    public List<Forecast.NextStep> nextSteps(Actor actor, OrganisationId organisation) {
        Money volume = accruals.earnings(actor, organisation).volume();
        return nextSteps(plans.inForce(actor, clock.now()), volume);
    }

    static List<Forecast.NextStep> nextSteps(Plan plan, Money volume) {
        return plan.rules().stream().filter(rule -> rule.earner() == Rule.Earner.SELLER).map(rule -> rule.steps().stream()
                .filter(step -> step.from().compareTo(volume.major()) > 0).findFirst()
                .map(step -> new Forecast.NextStep(rule.code(), Money.parse(step.from(), volume.currency()).minus(volume), step.percent(), rule.whole())))
                .flatMap(Optional::stream).toList();
    }

    /** What becomes due for the actor's organisation in the next {@value #DAYS} days, by day; refunds taken off. */
    @Requires(CommissionPermission.READ)
    public List<Forecast.DueOn> due(Actor actor) {
        ZoneId zone = transactions.tenant().zone();
        return sql.list("""
                select (due_at at time zone ?)::date as day, sum(amount_minor - reversed_minor)::bigint as amount_minor, currency
                  from commission_accrual
                 where tenant_id = ? and state = 'PENDING' and due_at < ? and (?::bigint is null or organisation_id = ?)
                 group by 1, currency having sum(amount_minor - reversed_minor) <> 0 order by 1 limit ?""",
                row -> new Forecast.DueOn(row.date("day"), row.money("amount")), zone.getId(), actor.tenant(),
                clock.today().plusDays(DAYS).atStartOfDay(zone).toInstant(), actor.scope(), actor.scope(), DAYS);
    }

    private static Sold sold(Row row, BigDecimal rate, ZoneId zone) {
        OrganisationId seller = new OrganisationId(row.number("organisation_id"));
        Money retail = row.money("retail");
        int quantity = row.integer("quantity");
        Money asked = row.numberOrNull("asked_minor") == null || !row.text("asked_currency").equals(retail.currency()) ? retail
                : Money.of(row.number("asked_minor"), retail.currency()).min(retail);
        return new Sold(row.text("order_code"), new SoldLine(row.integer("no"), row.text("sku"), row.text("handle"), row.text("category"), row.text("sub_shop_code"), row.text("tier"),
                false, LocalDate.ofInstant(row.instant("placed_at"), zone), quantity, VatSplit.of(row.money("supply").times(quantity), rate).net(),
                VatSplit.of(asked.times(quantity), rate).net(), row.money("volume")), row.instant("placed_at"),
                Delivery.earners(seller, id(row, "upline_1"), id(row, "upline_2"), id(row, "dealer")));
    }

    private static OrganisationId id(Row row, String column) {
        Long id = row.numberOrNull(column);
        return id == null ? null : new OrganisationId(id);
    }
}
