package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Bonuses and TRUE_UPs. A month is closed once, an hour after it ended, so that no refund is counted twice or not at all; what is delivered later
 * counts in the next month.
 */
@ApplicationScoped
@UseCases
public class Awards {

    static final String CAUSE = "commission-award";
    private static final int LIST_MAX = 201;
    private static final int ASKED_MAX = 5_000;
    private static final int FETCHED = 2_000;
    private static final int AT_ONCE = 5_000;
    private static final Duration AFTER = Duration.ofHours(1);
    private static final String SELECT = """
            select code, kind, month, organisation_id, seller_id, sub_shop, plan_code, rule_code, amount_minor, left_minor, currency,
                   explanation::text as explanation, awarded_at from commission_award
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private Plans plans;

    @Inject
    private Ledger ledger;

    /** The last closed month's first day; empty before the first. */
    @Requires(CommissionPermission.READ)
    public Optional<LocalDate> lastClosed(Actor actor) {
        return Optional.ofNullable(sql.one("select max(month) as month from commission_closing where tenant_id = ?",
                row -> new LocalDate[] {row.date("month")}, actor.tenant())[0]);
    }

    /** @throws Problem NOT_FOUND, also for another organisation's */
    @Requires(CommissionPermission.READ)
    public Award get(Actor actor, String code) {
        return sql.first(SELECT + " where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)", Awards::award, actor.tenant(), code,
                actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(CAUSE, code));
    }

    /** Those with these codes that the actor may see, by code; for statements, 5,000 at most. */
    @Requires(CommissionPermission.READ)
    public Map<String, Award> byCodes(Actor actor, Collection<String> codes) {
        return sql.list(SELECT + " where tenant_id = ? and code = any (?) and (?::bigint is null or organisation_id = ?) limit ?", Awards::award,
                actor.tenant(), Columns.texts(codes, code -> code), actor.scope(), actor.scope(), ASKED_MAX).stream()
                .collect(Collectors.toMap(Award::code, Function.identity()));
    }

    /** Newest first: a member's own, for headquarters all. @param kind null for both @param after the code of the last one of the page before */
    @Requires(CommissionPermission.READ)
    public List<Award> list(Actor actor, Award.Kind kind, String after, int limit) {
        String name = kind == null ? null : kind.name();
        return sql.list(SELECT + """
                 where tenant_id = ? and (?::bigint is null or organisation_id = ?) and (?::text is null or kind = ?)
                   and (?::text is null or id < (select id from commission_award where tenant_id = ? and code = ?))
                 order by id desc limit ?""", Awards::award, actor.tenant(), actor.scope(), actor.scope(), name, name, after, actor.tenant(), after,
                Math.min(limit, LIST_MAX));
    }

    /** A month that is closed and whose lines are still being added up. */
    private record Adding(LocalDate month, String plan, long after, int pieces) {
    }

    /**
     * Closes the next month that has ended, or goes on with its awards. Closing is one short transaction, alone: what is delivered later counts in the
     * next month, and what was refunded so far is kept. Where steps count on the whole, the lines are then added up piece by piece, beside deliveries and
     * refunds, and at last the awards are posted, alone again: steps on the whole and bonuses, COMMISSION_COST ↔ COMMISSION_DUE.
     *
     * @return whether there may be more to do
     */
    @Requires(Requires.SYSTEM)
    public boolean closeNext(Actor actor) {
        Optional<Adding> adding = sql.first("""
                select month, plan_code, after_id, pieces from commission_closing where tenant_id = ? and not posted order by month limit 1 for update""",
                row -> new Adding(row.date("month"), row.text("plan_code"), row.number("after_id"), row.integer("pieces")), actor.tenant());
        if (adding.isPresent()) {
            if (!addUp(actor, adding.get())) {
                post(actor, adding.get());
            }
            return true;
        }
        LocalDate month = sql.one("""
                select coalesce((select (max(month) + interval '1 month')::date from commission_closing where tenant_id = ?),
                                (select min(month) from commission_sold_line where tenant_id = ?)) as month""",
                row -> new LocalDate[] {row.date("month")}, actor.tenant(), actor.tenant())[0];
        if (month == null || clock.now().isBefore(end(month).plus(AFTER))) {
            return false;
        }
        sql.alone(LineRows.CLOSING);
        Plan last = plans.inForce(actor, end(month).minusMillis(1));
        int lines = keepVolumes(actor, month);
        sql.update("""
                insert into commission_closing (tenant_id, month, lines, plan_code, closed_at, posted) values (?, ?, ?, ?, ?, false) on conflict do nothing""",
                actor.tenant(), month, lines, last.code(), clock.now());
        return true;
    }

    /** Adds up the next lines under rules with steps on the whole, as they stood when the month was closed. @return whether there were any */
    private boolean addUp(Actor actor, Adding adding) {
        Map<String, Plan> whole = onTheWhole(actor, adding.month());
        if (whole.isEmpty()) {
            return false;
        }
        WholeMonth sums = new WholeMonth(volumes(sold(actor, adding.month())), transactions.tenant().currency());
        long[] read = {0, adding.after()};
        sql.each(StoredLine.SELECT + " where tenant_id = ? and month = ? and id > ? order by id limit ?", FETCHED, row -> {
            StoredLine line = StoredLine.of(row);
            read[0]++;
            read[1] = line.id();
            if (whole.containsKey(line.plan())) {
                sums.add(whole.get(line.plan()), line.rules(), line.earned(), line.amounts(), line);
            }
        }, actor.tenant(), adding.month(), adding.after(), Simulations.PIECE);
        List<Map.Entry<WholeMonth.Key, WholeMonth.Sums>> all = List.copyOf(sums.sums().entrySet());
        sql.update("""
                insert into commission_closing_sum (tenant_id, month, piece, plan_code, rule_code, organisation_id, seller_id, base_minor, accrued_minor,
                       by_line_minor, cut_minor)
                select ?, ?, ?, s.plan, s.rule, s.organisation, s.seller, s.base, s.accrued, s.by_line, s.cut
                  from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                       s(plan, rule, organisation, seller, base, accrued, by_line, cut)""", actor.tenant(), adding.month(), adding.pieces() + 1,
                Columns.texts(all, each -> each.getKey().plan()), Columns.texts(all, each -> each.getKey().rule()),
                Columns.numbers(all, each -> each.getKey().organisation()), Columns.numbers(all, each -> each.getKey().seller()),
                Columns.numbers(all, each -> each.getValue().base), Columns.numbers(all, each -> each.getValue().accrued),
                Columns.numbers(all, each -> each.getValue().byLine), Columns.numbers(all, each -> each.getValue().cut));
        sql.update("update commission_closing set after_id = ?, pieces = pieces + 1 where tenant_id = ? and month = ?", read[1], actor.tenant(), adding.month());
        return read[0] > 0;
    }

    private void post(Actor actor, Adding adding) {
        sql.alone(LineRows.CLOSING);
        List<Award> awards = trueUps(actor, adding.month());
        List<Won.Sold> sold = sold(actor, adding.month());
        bonuses(plans.byCode(actor, adding.plan()), adding.month(), sold).forEach(won -> awards.add(new Award(numbering.next("BON"), Award.Kind.BONUS,
                adding.month(), won.organisation(), won.organisation(), won.subShop(), won.plan(), won.bonus().code(), won.amount(), won.amount(), null, won,
                clock.now())));
        for (int from = 0; from < awards.size(); from += AT_ONCE) {
            write(actor, awards.subList(from, Math.min(awards.size(), from + AT_ONCE)));
        }
        follow(actor, adding.month());
        sql.update("delete from commission_closing_sum where tenant_id = ? and month = ?", actor.tenant(), adding.month());
        sql.update("update commission_closing set posted = true where tenant_id = ? and month = ?", actor.tenant(), adding.month());
    }

    private Map<String, Plan> onTheWhole(Actor actor, LocalDate month) {
        return sql.list("select distinct plan_code from commission_sold_line where tenant_id = ? and month = ?", row -> row.text("plan_code"), actor.tenant(),
                month).stream().map(code -> plans.byCode(actor, code)).filter(Plan::onTheWhole).collect(Collectors.toMap(Plan::code, Function.identity()));
    }

    private Instant end(LocalDate month) {
        return month.plusMonths(1).atStartOfDay(transactions.tenant().zone()).toInstant();
    }

    /** Keeps what each sub-shop sold, less what was refunded so far, and how much that was of each line. */
    private int keepVolumes(Actor actor, LocalDate month) {
        sql.update("""
                update commission_sold_line set refunded_closed = refunded, reduced_closed_minor = reduced_minor
                 where tenant_id = ? and month = ? and (refunded > 0 or reduced_minor > 0)""", actor.tenant(), month);
        // refunded share of the price without tax, rounded half up in whole numbers as everywhere
        sql.update("""
                insert into commission_closed_volume (tenant_id, month, organisation_id, sub_shop, volume_minor, currency)
                select tenant_id, month, seller_id, sub_shop, sum(supply_minor - case when refunded = 0 and reduced_minor = 0 then 0
                         when gross_minor = 0 then div(2::numeric * supply_minor * refunded + quantity, 2 * quantity)
                         else div(2 * supply_minor * (refunded::numeric * gross_minor + reduced_minor::numeric * quantity) + gross_minor::numeric * quantity,
                                  2 * gross_minor::numeric * quantity) end)::bigint, currency
                  from commission_sold_line where tenant_id = ? and month = ? group by tenant_id, month, seller_id, sub_shop, currency
                on conflict do nothing""", actor.tenant(), month);
        return sql.one("select count(*)::int as n from commission_sold_line where tenant_id = ? and month = ?", row -> row.integer("n"), actor.tenant(), month);
    }

    /** What each sub-shop sold in that closed month and in the one before. */
    List<Won.Sold> sold(Actor actor, LocalDate month) {
        return sql.list("""
                select v.organisation_id, v.sub_shop, v.volume_minor, v.currency, coalesce(b.volume_minor, 0) as before_minor
                  from commission_closed_volume v
                  left join commission_closed_volume b on b.tenant_id = v.tenant_id and b.month = ? and b.organisation_id = v.organisation_id
                                                      and b.sub_shop = v.sub_shop
                 where v.tenant_id = ? and v.month = ? order by v.organisation_id, v.sub_shop""",
                row -> new Won.Sold(new OrganisationId(row.number("organisation_id")), row.text("sub_shop"), row.money("volume"), row.money("before")),
                month.minusMonths(1), actor.tenant(), month);
    }

    static List<Won> bonuses(Plan plan, LocalDate month, List<Won.Sold> sold) {
        return plan.bonuses().stream().flatMap(bonus -> Won.of(plan.code(), bonus, month, sold).stream()).toList();
    }

    /** Each seller's closed month. */
    static Map<Long, Money> volumes(List<Won.Sold> sold) {
        Map<Long, Money> volumes = new HashMap<>();
        sold.forEach(each -> volumes.merge(each.organisation().value(), each.volume(), Money::plus));
        return volumes;
    }

    private List<Award> trueUps(Actor actor, LocalDate month) {
        List<Award> awards = new ArrayList<>();
        Map<Long, Money> volumes = volumes(sold(actor, month));
        String currency = transactions.tenant().currency();
        Map<String, Plan> whole = new HashMap<>();
        sql.each("""
                select plan_code, rule_code, organisation_id, seller_id, sum(base_minor)::bigint as base, sum(accrued_minor)::bigint as accrued,
                       sum(by_line_minor)::bigint as by_line, sum(cut_minor)::bigint as cut
                  from commission_closing_sum where tenant_id = ? and month = ? group by plan_code, rule_code, organisation_id, seller_id
                 order by plan_code, rule_code, organisation_id, seller_id""", FETCHED, row -> {
                    WholeMonth.Key key = new WholeMonth.Key(row.text("plan_code"), row.text("rule_code"), row.number("organisation_id"), row.number("seller_id"));
                    WholeMonth.Sums sum = new WholeMonth.Sums();
                    sum.base = row.number("base");
                    sum.accrued = row.number("accrued");
                    sum.byLine = row.number("by_line");
                    sum.cut = row.number("cut");
                    TrueUp trueUp = WholeMonth.trueUp(whole.computeIfAbsent(key.plan(), code -> plans.byCode(actor, code)), key, month,
                            volumes.getOrDefault(key.seller(), Money.zero(currency)), sum);
                    if (sum.base != 0 && (!trueUp.amount().isZero() || sum.accrued != 0)) {
                        awards.add(new Award(numbering.next("TRU"), Award.Kind.TRUE_UP, month, new OrganisationId(key.organisation()),
                                new OrganisationId(key.seller()), "", key.plan(), key.rule(), trueUp.amount(), trueUp.amount(), trueUp, null, clock.now()));
                    }
                }, actor.tenant(), month);
        return awards;
    }

    /** What was refunded since the month was closed, and before its awards were there. */
    private void follow(Actor actor, LocalDate month) {
        List<StoredLine> since = sql.list(StoredLine.SELECT + """
                 where tenant_id = ? and month = ? and (refunded <> refunded_closed or reduced_minor <> reduced_closed_minor) order by id""", StoredLine::of,
                actor.tenant(), month);
        List<NewPosting> postings = new ArrayList<>();
        for (StoredLine line : since) {
            Map<String, Long> back = new HashMap<>();
            for (int i = 0; i < line.rules().length; i++) {
                back.merge(line.rules()[i], StoredLine.returned(line.amounts()[i], line.back()) - StoredLine.returned(line.amounts()[i], line.closed()), Long::sum);
            }
            postings.addAll(follow(actor, new LineRows.Refunded(month, line.seller().value(), line.plan(), line.rules(), line.earned(),
                    line.sold().supplyTotal().minor(), line.closed(), line.back()), back, line.consignment() + "/" + line.sold().no()));
        }
        ledger.postAll(actor, postings);
    }

    private void write(Actor actor, List<Award> awards) {
        sql.update("""
                insert into commission_award (tenant_id, id, code, kind, month, organisation_id, seller_id, sub_shop, plan_code, rule_code, amount_minor,
                       left_minor, base_minor, accrued_minor, currency, explanation, awarded_at)
                select ?, nextval('commission_award_seq'), a.code, a.kind, ?, a.organisation, a.seller, a.sub_shop, a.plan, a.rule, a.amount, a.amount,
                       a.base, a.accrued, ?, a.explanation::jsonb, ?
                  from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                              ?::text[]) a(code, kind, organisation, seller, sub_shop, plan, rule, amount, base, accrued, explanation)""",
                actor.tenant(), awards.get(0).month(), awards.get(0).amount().currency(), clock.now(),
                Columns.texts(awards, Award::code), Columns.texts(awards, each -> each.kind().name()),
                Columns.numbers(awards, each -> each.organisation().value()), Columns.numbers(awards, each -> each.seller().value()),
                Columns.texts(awards, Award::subShop), Columns.texts(awards, Award::plan), Columns.texts(awards, Award::rule),
                Columns.numbers(awards, each -> each.amount().minor()),
                Columns.numbers(awards, each -> each.trueUp() == null ? 0L : each.trueUp().base().minor()),
                Columns.numbers(awards, each -> each.trueUp() == null ? 0L : each.trueUp().accrued().minor()),
                Columns.json(awards, each -> each.trueUp() == null ? each.won() : each.trueUp()));
        ledger.postAll(actor, awards.stream().map(each -> moved(each.kind() == Award.Kind.BONUS ? "commission.bonus" : "commission.trued-up",
                each.code(), each.organisation(), each.amount())).filter(Objects::nonNull).toList());
    }

    /** COMMISSION_COST → COMMISSION_DUE, the other way for less than nothing; nothing for nothing. */
    private static NewPosting moved(String event, String code, OrganisationId organisation, Money amount) {
        Account cost = Account.of(AccountKind.COMMISSION_COST);
        Account due = Account.of(AccountKind.COMMISSION_DUE, organisation);
        return amount.isZero() ? null : amount.isPositive() ? NewPosting.transfer(event, CAUSE, code, cost, due, amount)
                : NewPosting.transfer(event, CAUSE, code, due, cost, amount.negated());
    }

    /**
     * What a refund does to the TRUE_UPs of its closed month: together with what the line itself gives back, it is the month's effective rate.
     *
     * @param backByRule what was taken back of the line's accruals now, by rule
     * @return the postings, in the month of the refund
     */
    List<NewPosting> follow(Actor actor, LineRows.Refunded refunded, Map<String, Long> backByRule, String cause) {
        record TrueUpRow(long id, String code, OrganisationId organisation, String rule, long amount, long left, long base, long accrued, long baseBack,
                         long accruedBack, String currency) {
        }
        List<NewPosting> postings = new ArrayList<>();
        for (TrueUpRow row : sql.list("""
                select id, code, organisation_id, rule_code, amount_minor, left_minor, base_minor, accrued_minor, base_back_minor, accrued_back_minor, currency
                  from commission_award where tenant_id = ? and seller_id = ? and month = ? and kind = 'TRUE_UP' and plan_code = ? order by id for update""",
                r -> new TrueUpRow(r.number("id"), r.text("code"), new OrganisationId(r.number("organisation_id")), r.text("rule_code"),
                        r.number("amount_minor"), r.number("left_minor"), r.number("base_minor"), r.number("accrued_minor"), r.number("base_back_minor"),
                        r.number("accrued_back_minor"), r.text("currency")), actor.tenant(), refunded.seller(), refunded.month(), refunded.plan())) {
            if (!earns(refunded, row.rule(), row.organisation().value())) {
                continue;
            }
            long baseBack = row.baseBack() + StoredLine.returned(refunded.supply(), refunded.now()) - StoredLine.returned(refunded.supply(), refunded.before());
            long accruedBack = row.accruedBack() + backByRule.getOrDefault(row.rule(), 0L);
            long left = TrueUp.left(row.amount(), row.base(), row.accrued(), baseBack, accruedBack);
            sql.update("update commission_award set left_minor = ?, base_back_minor = ?, accrued_back_minor = ? where tenant_id = ? and id = ?",
                    left, baseBack, accruedBack, actor.tenant(), row.id());
            NewPosting posting = moved("commission.true-up-reversed", row.code() + "/" + cause + "/" + baseBack, row.organisation(),
                    Money.of(left - row.left(), row.currency()));
            if (posting != null) {
                postings.add(posting);
            }
        }
        return postings;
    }

    private static boolean earns(LineRows.Refunded refunded, String rule, long organisation) {
        for (int i = 0; i < refunded.rules().length; i++) {
            if (refunded.rules()[i].equals(rule) && refunded.earned()[i] == organisation) {
                return true;
            }
        }
        return false;
    }

    /** The months that are closed with their awards, newest first. */
    @Requires(CommissionPermission.READ)
    public List<YearMonth> months(Actor actor) {
        return sql.list("""
                select month from commission_closing where tenant_id = ? and posted order by month desc limit 120""",
                row -> YearMonth.from(row.date("month")), actor.tenant());
    }

    static Award award(Row row) {
        Award.Kind kind = row.oneOf(Award.Kind.class, "kind");
        Json why = row.json("explanation");
        return new Award(row.text("code"), kind, row.date("month"), new OrganisationId(row.number("organisation_id")),
                new OrganisationId(row.number("seller_id")), row.text("sub_shop"), row.text("plan_code"), row.text("rule_code"), row.money("amount"),
                row.money("left"), kind == Award.Kind.TRUE_UP ? why.as(TrueUp.class) : null, kind == Award.Kind.BONUS ? why.as(Won.class) : null,
                row.instant("awarded_at"));
    }
}
