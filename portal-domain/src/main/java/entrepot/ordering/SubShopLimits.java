package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a sub-shop may order a day, in orders and in money. The member's owner or headquarters says it; what headquarters
 * said only headquarters changes.
 */
@UseCases
@ApplicationScoped
public class SubShopLimits {

    private static final int ORDERS_MAX = 1_000_000;
    private static final String THING = "sub-shop";

    private static final String DAYS = """
            select s.sub_shop_id, s.orders_a_day::bigint as orders, s.money_a_day_minor, s.currency, s.by_headquarters, s.set_by,
                   s.set_at, d.n, d.minor
              from sub_shop_limit s
              join sub_shop p on p.tenant_id = s.tenant_id and p.id = s.sub_shop_id
             cross join lateral (
                   select count(*) as n, coalesce(sum(o.goods_minor + o.freight_minor), 0)::bigint as minor from sales_order o
                    where o.tenant_id = s.tenant_id and o.organisation_id = p.organisation_id
                      and o.sub_shop_id = s.sub_shop_id and o.placed_at >= ? and o.placed_at < ?
                      and o.state not in ('CANCELLED', 'PRACTICE', 'PRACTICE_CANCELLED')) d
             where s.tenant_id = ? and s.sub_shop_id = any (?)""";

    @Inject
    private Sql sql;

    @Inject
    private SubShops subShops;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    /**
     * @param orders         orders a day; null for any number
     * @param money          what they cost together; null for any amount
     * @param byHeadquarters whether headquarters said it
     */
    public record Limit(Integer orders, Money money, boolean byHeadquarters, String by, Instant at) {

        private boolean isSame(Integer otherOrders, Money otherMoney, boolean headquarters) {
            return Objects.equals(orders, otherOrders) && Objects.equals(money, otherMoney) && byHeadquarters == headquarters;
        }
    }

    private enum State { SET, LIFTED }

    /** The limits of a sub-shop; empty where there are none. @throws Problem NOT_FOUND for another's */
    @Requires(OrderPermission.VIEW)
    public Optional<Limit> of(Actor actor, String subShop) {
        return read(actor, subShops.byCode(actor, subShop), false);
    }

    /**
     * Sets what a sub-shop may order a day; without figures the limits are lifted.
     *
     * @throws Problem HEADQUARTERS_DECIDES to a member where headquarters said it; FIELD_INVALID, NOT_FOUND
     */
    @Requires(OrderPermission.LIMIT)
    public Optional<Limit> set(Actor actor, String subShop, Integer orders, BigDecimal money) {
        SubShop shop = subShops.byCode(actor, subShop);
        if (orders != null && (orders < 0 || orders > ORDERS_MAX)) {
            throw Problem.invalid("orders", orders);
        }
        Money amount = money == null ? null : Money.parse(money, transactions.tenant().currency());
        if (amount != null && amount.isNegative()) {
            throw Problem.invalid("money", money);
        }
        Optional<Limit> before = read(actor, shop, true);
        if (!actor.headquarters() && before.filter(Limit::byHeadquarters).isPresent()) {
            throw new Problem(OrderProblem.HEADQUARTERS_DECIDES).with("order", shop.name());
        }
        if (before.isPresent() ? before.get().isSame(orders, amount, actor.headquarters()) : orders == null && amount == null) {
            return before;
        }
        sql.update("delete from sub_shop_limit where tenant_id = ? and sub_shop_id = ?", actor.tenant(), shop.id());
        boolean any = orders != null || amount != null;
        if (any) {
            sql.update("""
                    insert into sub_shop_limit (tenant_id, sub_shop_id, orders_a_day, money_a_day_minor, currency,
                                                by_headquarters, set_by, set_at)
                    values (?, ?, ?::integer, ?::bigint, ?, ?, ?, ?)""",
                    actor.tenant(), shop.id(), orders, amount == null ? null : amount.minor(),
                    transactions.tenant().currency(), actor.headquarters(), actor.name(), clock.now());
        }
        history.record(actor, THING + "-limit", shop.code(), null, any ? State.SET : State.LIFTED,
                (orders == null ? "–" : orders) + " / " + (amount == null ? "–" : amount));
        return read(actor, shop, false);
    }

    /** A sub-shop's limits and its day so far, with nothing promised: empty where there are none. @throws Problem NOT_FOUND for another's */
    @Requires(OrderPermission.VIEW)
    public Optional<Day> today(Actor actor, String subShop) {
        Instant dayStart = dayStart(clock.now());
        return sql.first(DAYS, SubShopLimits::day, dayStart, dayEnd(dayStart), actor.tenant(),
                new Long[] {subShops.byCode(actor, subShop).id().value()}).map(ShopDay::day);
    }

    /**
     * A sub-shop's limits and what it has ordered today. Pure.
     *
     * @param minor what today's orders cost, in the limits' currency
     */
    public record Day(Limit limit, long orders, long minor) {

        /** How many of these orders still go today when each has its turn: one that costs too much leaves room for the next. */
        public int fits(List<Money> totals) {
            Day day = this;
            int fit = 0;
            for (Money total : totals) {
                if (day.reached(total).isEmpty()) {
                    day = day.plus(total);
                    fit++;
                }
            }
            return fit;
        }

        private Optional<String> reached(Money total) {
            return limit.orders() != null && orders >= limit.orders() ? Optional.of("orders")
                    : limit.money() != null && minor + total.minor() > limit.money().minor() ? Optional.of("money") : Optional.empty();
        }

        Day plus(Money total) {
            return new Day(limit, orders + 1, minor + total.minor());
        }

        /** SHOP_LIMIT_REACHED where one more that costs so much is one too many. */
        Optional<Problem> refusal(SubShop shop, Money total) {
            return reached(total).map(which -> {
                boolean money = which.equals("money");
                return SubShopLimits.reached(shop, limit, which, money ? limit.money() : limit.orders(),
                        money ? Money.of(minor, total.currency()) : (Object) orders);
            });
        }

        /** @throws Problem SHOP_LIMIT_REACHED where one of the day's orders cannot cost so much more */
        void checkDearer(SubShop shop, Money more) {
            if (limit.money() != null && minor + more.minor() > limit.money().minor()) {
                throw SubShopLimits.reached(shop, limit, "money", limit.money(), Money.of(minor, more.currency()));
            }
        }
    }

    private record ShopDay(SubShopId shop, Day day) {
    }

    /**
     * The limits of sub-shops and their day so far, with others in one round trip; sub-shops without limits are not in it. Those
     * with limits are locked, so that their orders are counted one after the other.
     */
    Later<Map<SubShopId, Day>> days(Actor actor, Trip trip, List<SubShopId> shops, Instant dayStart) {
        Long[] ids = shops.stream().map(SubShopId::value).toArray(Long[]::new);
        trip.list("select 1 as one from sub_shop_limit where tenant_id = ? and sub_shop_id = any (?) order by sub_shop_id for update",
                row -> 1, actor.tenant(), ids);
        return trip.list(DAYS, SubShopLimits::day, dayStart, dayEnd(dayStart), actor.tenant(), ids)
                .map(rows -> rows.stream().collect(Collectors.toMap(ShopDay::shop, ShopDay::day)));
    }

    /**
     * Sees that an order that becomes dearer stays within what its sub-shop may order on the day on which it was placed.
     *
     * @throws Problem SHOP_LIMIT_REACHED
     */
    void checkDearer(Actor actor, SubShop shop, Instant placedAt, Money more) {
        Trip trip = sql.trip();
        Later<Map<SubShopId, Day>> days = days(actor, trip, List.of(shop.id()), dayStart(placedAt));
        trip.go();
        Day day = days.get().get(shop.id());
        if (day != null) {
            day.checkDearer(shop, more);
        }
    }

    /** The beginning of a moment's day in the tenant's zone. */
    Instant dayStart(Instant moment) {
        ZoneId zone = transactions.tenant().zone();
        return LocalDate.ofInstant(moment, zone).atStartOfDay(zone).toInstant();
    }

    private Instant dayEnd(Instant dayStart) {
        ZoneId zone = transactions.tenant().zone();
        return LocalDate.ofInstant(dayStart, zone).plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static ShopDay day(Row row) {
        return new ShopDay(new SubShopId(row.number("sub_shop_id")), new Day(limit(row), row.number("n"), row.number("minor")));
    }

    private static Problem reached(SubShop shop, Limit limit, String which, Object max, Object today) {
        return new Problem(OrderProblem.SHOP_LIMIT_REACHED).with("subShop", shop.name()).with("limit", which)
                .with("max", max).with("today", today)
                .with("by", limit.byHeadquarters() ? "headquarters" : "owner").with("person", limit.by());
    }

    private Optional<Limit> read(Actor actor, SubShop shop, boolean locked) {
        return sql.first("""
                select orders_a_day::bigint as orders, money_a_day_minor, currency, by_headquarters, set_by, set_at
                  from sub_shop_limit
                 where tenant_id = ? and sub_shop_id = ?""" + (locked ? " for update" : ""), SubShopLimits::limit,
                actor.tenant(), shop.id());
    }

    private static Limit limit(Row row) {
        Long orders = row.numberOrNull("orders");
        Long minor = row.numberOrNull("money_a_day_minor");
        return new Limit(orders == null ? null : orders.intValue(),
                minor == null ? null : Money.of(minor, row.text("currency")), row.flag("by_headquarters"), row.text("set_by"),
                row.instant("set_at"));
    }
}
