package entrepot.commission;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.fulfilment.RefundedLine;
import entrepot.fulfilment.Refunds;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.SubShops;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was earned: written when a consignment is delivered, due when its return window has closed. */
@ApplicationScoped
@UseCases
public class Accruals {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int ASKED_MAX = 5_000;
    private static final int RELEASED_AT_ONCE = 2_000;
    private static final int FETCH = 2_000;
    /** What a workbook's sheet holds, less its head. */
    private static final int FILE_MAX = 1_000_000;
    private static final String CAUSE = "accrual";

    private static final String NO_OPEN_RETURN = """
             not exists (select from published_open_return r
                          where r.tenant_id = commission_accrual.tenant_id and r.consignment_code = commission_accrual.consignment_code)""";
    private static final String SELECT = """
            select code, consignment_code, consignment_line, order_code, sku, quantity, earner, organisation_id,
                   seller_organisation_id, amount_minor, reversed_minor, currency, state, accrued_at, due_at,
                   explanation::text as explanation from commission_accrual
            """;

    private static final String OWN_SHOP = "case when a.seller_organisation_id = a.organisation_id then coalesce(l.sub_shop, '') else '' end";
    private static final String WITH_SHOPS = """
             from commission_accrual a
             left join commission_sold_line l on l.tenant_id = a.tenant_id and l.consignment_code = a.consignment_code and l.line_no = a.consignment_line
            where a.tenant_id = ? and (?::bigint is null or a.organisation_id = ?) and (?::text is null or a.state = ?)
              and (?::text is null or a.seller_organisation_id = a.organisation_id and l.sub_shop = ?)
              and a.accrued_at >= ? and a.accrued_at < ?
            """;
    private static final String LINES = """
            select a.code, a.consignment_code, a.consignment_line, a.order_code, a.sku, a.quantity, a.earner, a.organisation_id,
                   a.seller_organisation_id, a.amount_minor, a.reversed_minor, a.currency, a.state, a.accrued_at, a.due_at,
                   a.explanation::text as explanation,\s""" + OWN_SHOP + " as shop" + WITH_SHOPS;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private LineRows lines;

    @Inject
    private Awards awards;

    @Inject
    private Orders orders;

    @Inject
    private SubShops shops;

    @Inject
    private Refunds refunds;

    @Inject
    private Ledger ledger;

    @Inject
    private History history;

    /** Writes what a delivery earns: COMMISSION_COST → COMMISSION_PENDING. Told again, it does nothing. */
    @Requires(Requires.SYSTEM)
    public void accrue(Actor actor, ConsignmentDelivered delivered) {
        accrueAll(actor, List.of(delivered));
    }

    /**
     * The same for many deliveries in a few round trips, each as if it came alone and after the one before it; and what was paid back before
     * this was heard is taken back at once.
     */
    @Requires(Requires.SYSTEM)
    public void accrueAll(Actor actor, List<ConsignmentDelivered> delivered) {
        List<Delivery> deliveries = lines.deliveries(actor, delivered);
        if (deliveries.isEmpty()) {
            return;
        }
        Trip trip = sql.trip();
        List<Accrual> earned = lines.keep(actor, trip, deliveries);
        write(actor, trip, earned);
        Map<String, Instant> open = new HashMap<>();
        // one truth for both: the order is complete when its commission is due
        deliveries.forEach(each -> open.merge(each.order(), each.dueAt(), (one, other) -> one.isAfter(other) ? one : other));
        orders.keepOpen(actor, trip, open);
        if (!earned.isEmpty()) {
            history.recordAll(actor, trip, earned.stream().map(accrual -> new History.Step(CAUSE, accrual.code(), null, Accrual.State.PENDING, "")).toList());
            ledger.postAll(actor, trip, earned.stream().map(accrual -> NewPosting.transfer("commission.accrued", CAUSE,
                    accrual.code(), Account.of(AccountKind.COMMISSION_COST),
                    Account.of(AccountKind.COMMISSION_PENDING, accrual.earned()), accrual.amount())).toList());
        }
        trip.go();
        for (Delivery each : deliveries) {
            if (each.refunded()) {
                refunds.of(actor, each.consignment()).forEach(line -> reverse(actor, each.consignment(), line, "before " + each.consignment()));
            }
        }
    }

    /**
     * Makes due what has passed its return window and has no open return: COMMISSION_PENDING → COMMISSION_DUE, a bounded piece of it.
     *
     * @return whether there may be more
     */
    @Requires(Requires.SYSTEM)
    public boolean releaseDue(Actor actor) {
        List<Accrual> closed = sql.list(SELECT + """
                 where tenant_id = ? and state = 'PENDING' and due_at <= ? and\s""" + NO_OPEN_RETURN + " order by due_at, id limit ? for update skip locked",
                Accruals::accrual, actor.tenant(), clock.now(), RELEASED_AT_ONCE);
        release(actor, closed);
        return closed.size() == RELEASED_AT_ONCE;
    }

    /** Makes all due that a member has pending, but what has an open return, without waiting for its windows: two persons decided so. */
    @Requires(Requires.SYSTEM)
    public void releaseNow(Actor actor, OrganisationId organisation) {
        List<Accrual> closed;
        do {
            closed = sql.list(SELECT + """
                     where tenant_id = ? and organisation_id = ? and state = 'PENDING' and\s""" + NO_OPEN_RETURN + " order by id limit ? for update",
                    Accruals::accrual, actor.tenant(), organisation, RELEASED_AT_ONCE);
            release(actor, closed);
        } while (closed.size() == RELEASED_AT_ONCE);
    }

    /** What a member has pending. @param until when the last of it is due; null where nothing is pending */
    public record Pending(long count, Money amount, Instant until) {
    }

    /** What a member has pending: windows that are still open. */
    @Requires(Requires.SYSTEM)
    public Pending pending(Actor actor, OrganisationId organisation) {
        return sql.one("""
                select count(*) as n, coalesce(sum(amount_minor - reversed_minor), 0)::bigint as amount_minor, max(due_at) as until, ?::char(3) as currency
                  from commission_accrual where tenant_id = ? and organisation_id = ? and state = 'PENDING'""",
                row -> new Pending(row.number("n"), row.money("amount"), row.instant("until")), transactions.tenant().currency(), actor.tenant(), organisation);
    }

    private void release(Actor actor, List<Accrual> closed) {
        if (closed.isEmpty()) {
            return;
        }
        sql.update("update commission_accrual set state = 'DUE' where tenant_id = ? and code = any (?)",
                actor.tenant(), closed.stream().map(Accrual::code).toArray(String[]::new));
        tell(actor, closed, Accrual.State.PENDING, Accrual.State.DUE, "");
        ledger.postAll(actor, closed.stream().map(accrual -> NewPosting.transfer("commission.due", CAUSE,
                accrual.code(), Account.of(AccountKind.COMMISSION_PENDING, accrual.earned()),
                Account.of(AccountKind.COMMISSION_DUE, accrual.earned()), accrual.left())).toList());
    }

    /**
     * Takes back the share of a line that was refunded, from where its money stands now → COMMISSION_COST: of each
     * accrual round(amount × refunded so far ÷ quantity) less what was reversed before.
     *
     * @param refundedSoFar pieces of the line refunded in all, this refund included
     * @param cause         the code of what refunded them; the same cause again changes nothing
     * @throws Problem REVERSED_ALREADY if it is more than was delivered
     */
    @Requires(Requires.SYSTEM)
    public void reverse(Actor actor, String consignment, int line, int refundedSoFar, String cause) {
        reverse(actor, consignment, line, cause, accrual -> {
            if (refundedSoFar > accrual.quantity() || refundedSoFar < 0) {
                throw new Problem(CommissionProblem.REVERSED_ALREADY).with("code", accrual.code());
            }
            return accrual.amount().share(BigInteger.valueOf(refundedSoFar), BigInteger.valueOf(accrual.quantity()));
        }, lines.refunded(actor, consignment, line, refundedSoFar, 0));
    }

    /** The same where also a part of the price was paid back without a piece. @param refunded the line as it is with this refund */
    @Requires(Requires.SYSTEM)
    public void reverse(Actor actor, String consignment, RefundedLine refunded, String cause) {
        reverse(actor, consignment, refunded.no(), cause, accrual -> refunded.shareOf(accrual.amount()),
                lines.refunded(actor, consignment, refunded.no(), refunded.pieces(), refunded.reduced().minor()));
    }

    /** What of commission would go back if lines of a consignment were refunded so far; for whoever decides on a return. */
    @Requires(AfterSalesPermission.JUDGE)
    public Money goesBack(Actor actor, String consignment, List<RefundedLine> lines) {
        Map<Integer, RefundedLine> counted = lines.stream().collect(Collectors.toMap(RefundedLine::no, Function.identity()));
        return sql.list(SELECT + " where tenant_id = ? and consignment_code = ? and consignment_line = any (?) order by id", Accruals::accrual, actor.tenant(), consignment,
                counted.keySet().toArray(Integer[]::new)).stream()
                .map(accrual -> counted.get(accrual.line()).shareOf(accrual.amount()).minus(accrual.reversed()))
                .reduce(Money.zero(transactions.tenant().currency()), Money::plus);
    }

    private void reverse(Actor actor, String consignment, int line, String cause, Function<Accrual, Money> share,
                         Optional<LineRows.Refunded> refunded) {
        List<NewPosting> postings = new ArrayList<>();
        Map<String, Long> backByRule = new HashMap<>();
        for (Accrual accrual : sql.list(SELECT + """
                 where tenant_id = ? and consignment_code = ? and consignment_line = ? order by id for update""",
                Accruals::accrual, actor.tenant(), consignment, line)) {
            Money target = share.apply(accrual);
            Money back = target.minus(accrual.reversed());
            if (back.isPositive() && sql.update("""
                    insert into commission_reversal (tenant_id, accrual_id, cause_code, amount_minor)
                    select tenant_id, id, ?, ? from commission_accrual where tenant_id = ? and code = ?
                    on conflict do nothing""", cause, back.minor(), actor.tenant(), accrual.code()) == 1) {
                Accrual.State state = target.equals(accrual.amount()) ? Accrual.State.REVERSED : accrual.state();
                sql.update("update commission_accrual set reversed_minor = ?, state = ? where tenant_id = ? and code = ?",
                        target.minor(), state, actor.tenant(), accrual.code());
                if (state != accrual.state()) {
                    tell(actor, List.of(accrual), accrual.state(), state, cause);
                }
                AccountKind stands = accrual.state() == Accrual.State.PENDING ? AccountKind.COMMISSION_PENDING
                        : AccountKind.COMMISSION_DUE;
                postings.add(NewPosting.transfer("commission.reversed", CAUSE, accrual.code() + "/" + cause,
                        Account.of(stands, accrual.earned()), Account.of(AccountKind.COMMISSION_COST), back));
                backByRule.put(accrual.explanation().rule(), back.minor());
            }
        }
        refunded.ifPresent(of -> postings.addAll(awards.follow(actor, of, backByRule, cause)));
        ledger.postAll(actor, postings);
    }

    /** @throws Problem NOT_FOUND, also for another organisation's */
    @Requires(CommissionPermission.READ)
    public Accrual get(Actor actor, String code) {
        return sql.first(SELECT + " where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)",
                Accruals::accrual, actor.tenant(), code, actor.scope(), actor.scope())
                .orElseThrow(() -> Problem.notFound(CAUSE, code));
    }

    /** Those with these codes that the actor may see, by code; for statements, 5,000 at most. */
    @Requires(CommissionPermission.READ)
    public Map<String, Accrual> byCodes(Actor actor, Collection<String> codes) {
        return sql.list(SELECT + """
                 where tenant_id = ? and code = any (?) and (?::bigint is null or organisation_id = ?) limit ?""",
                Accruals::accrual, actor.tenant(), codes.toArray(String[]::new), actor.scope(), actor.scope(),
                ASKED_MAX).stream().collect(Collectors.toMap(Accrual::code, Function.identity()));
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param state null for every state
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(CommissionPermission.READ)
    public List<Accrual> list(Actor actor, Accrual.State state, String after, int limit) {
        String name = state == null ? null : state.name();
        return sql.list(SELECT + """
                 where tenant_id = ? and (?::bigint is null or organisation_id = ?) and (?::text is null or state = ?)
                   and (?::text is null or id < (select id from commission_accrual where tenant_id = ? and code = ?))
                 order by id desc limit ?""",
                Accruals::accrual, actor.tenant(), actor.scope(), actor.scope(), name, name, after, actor.tenant(),
                after, Math.min(limit, LIST_MAX));
    }

    /**
     * Which accruals are meant; null is any.
     *
     * @param shop the code of a sub-shop: what its own member earned on its sales
     * @param from the first day of delivery; {@code to} the last
     */
    public record Filter(Accrual.State state, String shop, LocalDate from, LocalDate to) {
    }

    /** An accrual and, where its earner sold it itself, the code of the sub-shop; empty otherwise. */
    public record OfShop(Accrual accrual, String shop) {
    }

    /** What was earned on the sales of one own sub-shop, or as one kind of earner on others' sales. @param shop empty for others' sales */
    public record ShopSum(String shop, Rule.Earner earner, long lines, Money pending, Money due) {

        public Money total() {
            return pending.plus(due);
        }
    }

    private Object[] asked(Actor actor, Filter filter, Object... more) {
        if (filter.shop() != null) {
            shops.byCode(actor, filter.shop());
        }
        ZoneId zone = transactions.tenant().zone();
        Instant from = filter.from() == null ? Instant.EPOCH : filter.from().atStartOfDay(zone).toInstant();
        Instant until = filter.to() == null ? clock.now().plus(Duration.ofDays(1)) : filter.to().plusDays(1).atStartOfDay(zone).toInstant();
        String state = filter.state() == null ? null : filter.state().name();
        List<Object> values = new ArrayList<>(Arrays.asList(actor.tenant(), actor.scope(), actor.scope(), state, state, filter.shop(), filter.shop(), from, until));
        values.addAll(Arrays.asList(more));
        return values.toArray();
    }

    /**
     * The same with their sub-shops, newest first.
     *
     * @param after the code of the last one on the page before; null for the first page
     * @throws Problem NOT_FOUND for a sub-shop that the actor may not see
     */
    @Requires(CommissionPermission.READ)
    public List<OfShop> withShops(Actor actor, Filter filter, String after, int limit) {
        return sql.list(LINES + """
                 and (?::text is null or a.id < (select id from commission_accrual where tenant_id = ? and code = ?))
                 order by a.id desc limit ?""", Accruals::ofShop, asked(actor, filter, after, actor.tenant(), after, Math.min(limit, LIST_MAX)));
    }

    /** All of them, one after the other, for files; 1,000,000 at most. @throws Problem NOT_FOUND for a sub-shop that the actor may not see */
    @Requires(CommissionPermission.READ)
    public void each(Actor actor, Filter filter, Consumer<OfShop> use) {
        sql.each(LINES + " order by a.id desc limit ?", FETCH, row -> use.accept(ofShop(row)), asked(actor, filter, FILE_MAX));
    }

    /** What each own sub-shop earned, refunds taken off, and what was earned on others' sales: the most first. @throws Problem NOT_FOUND as {@link #withShops} */
    @Requires(CommissionPermission.READ)
    public List<ShopSum> byShop(Actor actor, Filter filter) {
        return sql.list("""
                select shop, earner, currency, count(*) as lines, coalesce(sum(left_minor) filter (where state = 'PENDING'), 0)::bigint as pending_minor,
                       coalesce(sum(left_minor) filter (where state = 'DUE'), 0)::bigint as due_minor
                  from (select a.earner, a.currency, a.state, a.amount_minor - a.reversed_minor as left_minor,\s""" + OWN_SHOP + " as shop" + WITH_SHOPS + """
                ) one group by shop, earner, currency order by sum(left_minor) desc, shop, earner limit ?""",
                row -> new ShopSum(row.text("shop"), row.oneOf(Rule.Earner.class, "earner"), row.number("lines"), row.money("pending"), row.money("due")),
                asked(actor, filter, LIST_MAX));
    }

    private static OfShop ofShop(Row row) {
        return new OfShop(accrual(row), row.text("shop"));
    }

    /** What an order has earned for whom the actor may see, oldest first. */
    @Requires(CommissionPermission.READ)
    public List<Accrual> ofOrder(Actor actor, String orderCode) {
        return sql.list(SELECT + """
                 where tenant_id = ? and order_code = ? and (?::bigint is null or organisation_id = ?)
                 order by id limit ?""",
                Accruals::accrual, actor.tenant(), orderCode, actor.scope(), actor.scope(), LIST_MAX);
    }

    /** What each of these orders earned in all for whom the actor may see, refunds taken off; one that comes to nothing is not there. */
    @Requires(CommissionPermission.READ)
    public Map<String, Money> sums(Actor actor, Collection<String> orders) {
        Map<String, Money> sums = new HashMap<>();
        sql.list("""
                select order_code, sum(amount_minor - reversed_minor)::bigint as amount_minor, currency from commission_accrual
                 where tenant_id = ? and order_code = any (?) and (?::bigint is null or organisation_id = ?)
                 group by order_code, currency having sum(amount_minor - reversed_minor) <> 0""",
                row -> Map.entry(row.text("order_code"), row.money("amount")), actor.tenant(), orders.toArray(String[]::new), actor.scope(), actor.scope())
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
        return sums;
    }

    /** @throws Problem NOT_FOUND for an organisation that the actor may not see */
    @Requires(CommissionPermission.READ)
    public Earnings earnings(Actor actor, OrganisationId organisation) {
        List<Money> balances = ledger.balances(actor, List.of(Account.of(AccountKind.COMMISSION_PENDING, organisation),
                Account.of(AccountKind.COMMISSION_DUE, organisation)));
        Money volume = sql.first("""
                select supply_minor, currency from commission_volume
                 where tenant_id = ? and organisation_id = ? and month = ?""",
                row -> row.money("supply"), actor.tenant(), organisation, month(clock.now()))
                .orElseGet(() -> Money.zero(transactions.tenant().currency()));
        return new Earnings(balances.get(0), balances.get(1), volume);
    }

    /** The time line of an accrual. @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.READ)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, CAUSE, get(actor, code).code());
    }

    private void tell(Actor actor, List<Accrual> changed, Accrual.State from, Accrual.State to, String why) {
        if (!changed.isEmpty()) {
            history.recordAll(actor, CAUSE, changed.stream().map(Accrual::code).toList(), from, to, why);
        }
    }

    private LocalDate month(Instant at) {
        return YearMonth.from(at.atZone(transactions.tenant().zone())).atDay(1);
    }

    private static void write(Actor actor, Trip trip, List<Accrual> accruals) {
        if (accruals.isEmpty()) {
            return;
        }
        trip.update("""
                insert into commission_accrual (tenant_id, id, code, consignment_code, consignment_line, order_code,
                       sku, quantity, rule_code, earner, organisation_id, seller_organisation_id, amount_minor,
                       currency, state, explanation, accrued_at, due_at, kept)
                select ?, nextval('commission_accrual_seq'), a.code, a.consignment, a.line, a.order_code, a.sku, a.quantity, a.rule, a.earner,
                       a.organisation, a.seller, a.amount, ?, 'PENDING', a.explanation::jsonb, a.accrued_at, a.due_at, true
                  from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::bigint[],
                              ?::bigint[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                       as a(code, consignment, line, order_code, sku, quantity, rule, earner, organisation, seller, amount, explanation,
                            accrued_at, due_at)""",
                actor.tenant(), accruals.get(0).amount().currency(), Columns.texts(accruals, Accrual::code),
                Columns.texts(accruals, Accrual::consignment), Columns.integers(accruals, Accrual::line), Columns.texts(accruals, Accrual::order),
                Columns.texts(accruals, Accrual::sku), Columns.integers(accruals, Accrual::quantity),
                Columns.texts(accruals, accrual -> accrual.explanation().rule()), Columns.texts(accruals, accrual -> accrual.earner().name()),
                Columns.numbers(accruals, accrual -> accrual.earned().value()), Columns.numbers(accruals, accrual -> accrual.seller().value()),
                Columns.numbers(accruals, accrual -> accrual.amount().minor()), Columns.json(accruals, Accrual::explanation),
                Columns.instants(accruals, Accrual::accruedAt), Columns.instants(accruals, Accrual::dueAt));
    }

    private static Accrual accrual(Row row) {
        return new Accrual(row.text("code"), row.text("consignment_code"), row.integer("consignment_line"),
                row.text("order_code"), row.text("sku"), row.integer("quantity"),
                row.oneOf(Rule.Earner.class, "earner"), new OrganisationId(row.number("organisation_id")),
                new OrganisationId(row.number("seller_organisation_id")), row.money("amount"), row.money("reversed"),
                row.oneOf(Accrual.State.class, "state"), row.instant("accrued_at"), row.instant("due_at"),
                row.json("explanation").as(Explanation.class));
    }
}
