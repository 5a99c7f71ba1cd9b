package entrepot.settlement;

import entrepot.invoicing.MemberInvoices;
import entrepot.invoicing.OpenReceivable;
import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisations;
import entrepot.payout.PayoutRequest;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.settlement.Runs.Working;
import entrepot.tax.Assessed;
import entrepot.tax.TaxExplanation;
import entrepot.tax.TaxMethod;
import entrepot.tax.Taxable;
import entrepot.tax.Withholding;
import entrepot.wallet.CreditLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the program does of a run, a bounded piece a transaction: each can be lost and done again, and together they come to the
 * same whichever of them were.
 */
@ApplicationScoped
class RunWork {

    private static final int MEMBERS_AT_ONCE = 1_000;
    private static final int MEMBERS_MAX = 1_000_000;
    private static final int ISSUED_AT_ONCE = 200;
    private static final String STATEMENT = "statement";

    /**
     * Members in order of their ids: where their chains end, and what moved on their accounts since. Each is looked up by its
     * keys alone, member by member, whatever the database believes of how much there is.
     */
    static final String FIND = """
            select t.id, t.previous, t.from_posting, t.state, coalesce(t.closing_minor, 0) as opening,
                   coalesce(t.commission_due_minor, 0) + c.taken as commission, coalesce(t.dealer_due_minor, 0) + d.taken as dealer,
                   coalesce(t.closing_minor - t.commission_due_minor - t.dealer_due_minor, 0) + y.taken as payable, y.paid as payouts,
                   (c.entries + d.entries + y.entries)::int as entries, c.later + d.later + y.later as later,
                   exists (select from ledger_entry e where e.tenant_id = ? and e.account_id = t.wallet
                              and e.posting_id > t.from_posting and e.posting_id <= ?) as wallet
              from (select m.id, s.id as previous, coalesce(s.to_posting, 0) as from_posting, s.closing_minor, s.commission_due_minor,
                           s.dealer_due_minor, s.state, a.commission, a.dealer, a.payable, a.wallet
                      from (select a.owner_id as id from ledger_account a
                             where a.tenant_id = ? and a.kind = 'COMMISSION_DUE' and a.owner_id > ?
                               and (?::bigint is null or a.owner_id = ?)
                             order by a.owner_id limit ?) m
                      cross join lateral (
                        select max(a.id) filter (where a.kind = 'COMMISSION_DUE') as commission,
                               max(a.id) filter (where a.kind = 'DEALER_DUE') as dealer,
                               max(a.id) filter (where a.kind = 'PAYABLE') as payable, max(a.id) filter (where a.kind = 'WALLET') as wallet
                          from ledger_account a where a.tenant_id = ? and a.owner_id = m.id) a
                      left join lateral (
                        select s.id, s.to_posting, s.closing_minor, s.commission_due_minor, s.dealer_due_minor, r.state
                          from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                         where s.tenant_id = ? and s.organisation_id = m.id order by s.id desc limit 1) s on true
                     offset 0) t
              cross join lateral (
                select coalesce(-sum(e.amount_minor) filter (where e.posting_id <= ?), 0)::bigint as taken,
                       count(*) filter (where e.posting_id <= ?) as entries, count(*) filter (where e.posting_id > ?) as later
                  from ledger_entry e where e.tenant_id = ? and e.account_id = t.commission and e.posting_id > t.from_posting) c
              cross join lateral (
                select coalesce(-sum(e.amount_minor) filter (where e.posting_id <= ?), 0)::bigint as taken,
                       count(*) filter (where e.posting_id <= ?) as entries, count(*) filter (where e.posting_id > ?) as later
                  from ledger_entry e where e.tenant_id = ? and e.account_id = t.dealer and e.posting_id > t.from_posting) d
              cross join lateral (
                select coalesce(-sum(e.amount_minor) filter (where e.posting_id <= ?), 0)::bigint as taken,
                       count(*) filter (where e.posting_id <= ?) as entries, count(*) filter (where e.posting_id > ?) as later,
                       coalesce(sum(e.amount_minor) filter (where e.posting_id <= ? and (
                           select p.event = any (?) from ledger_posting p where p.tenant_id = ? and p.id = e.posting_id)), 0)::bigint as paid
                  from ledger_entry e where e.tenant_id = ? and e.account_id = t.payable and e.posting_id > t.from_posting) y
             order by t.id""";

    private static final int BROKEN_TOLD = 5;
    /** A statement against the one before and the ledger since. The one before is looked up by its keys, however few the database believes there are. */
    private static final String BROKEN = """
            select s.code from settlement_statement s
              left join lateral (
                select b.closing_minor, b.commission_due_minor, b.dealer_due_minor from settlement_statement b
                 where b.tenant_id = s.tenant_id and b.organisation_id = s.organisation_id and b.id = s.previous_id limit 1) b on true
              cross join lateral (
                select coalesce(sum(m.moved) filter (where a.kind = 'COMMISSION_DUE'), 0) as commission,
                       coalesce(sum(m.moved) filter (where a.kind = 'DEALER_DUE'), 0) as dealer,
                       coalesce(sum(m.moved), 0) as moved, coalesce(sum(m.paid), 0) as paid, coalesce(sum(m.entries), 0) as entries
                  from ledger_account a
                  cross join lateral (
                    select -sum(e.amount_minor) as moved, count(*) as entries,
                           sum(e.amount_minor) filter (where a.kind = 'PAYABLE' and (
                             select p.event = any (?) from ledger_posting p where p.tenant_id = ? and p.id = e.posting_id)) as paid
                      from ledger_entry e
                     where e.tenant_id = ? and e.account_id = a.id and e.posting_id > s.from_posting and e.posting_id <= s.to_posting) m
                 where a.tenant_id = ? and a.owner_id = s.organisation_id and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')) l
             where s.tenant_id = ? and s.run_id = ?
               and (s.opening_minor <> coalesce(b.closing_minor, 0) or s.closing_minor <> coalesce(b.closing_minor, 0) + l.moved
                    or s.commission_due_minor <> coalesce(b.commission_due_minor, 0) + l.commission
                    or s.dealer_due_minor <> coalesce(b.dealer_due_minor, 0) + l.dealer
                    or s.payouts_minor <> l.paid or s.entries <> l.entries)
             order by s.id limit ?""";

    @Inject
    private Sql sql;
    @Inject
    private BusinessClock clock;
    @Inject
    private Numbering numbering;
    @Inject
    private Ledger ledger;
    @Inject
    private Organisations organisations;
    @Inject
    private Receivables receivables;
    @Inject
    private MemberInvoices invoices;
    @Inject
    private CreditLines creditLines;
    @Inject
    private Withholding withholding;
    @Inject
    private Payouts payouts;
    @Inject
    private Runs runs;
    @Inject
    private Statements statements;
    @Inject
    private Disputes disputes;
    @Inject
    private SettlementTerms terms;
    @Inject
    private LeftOuts leftOuts;
    @Inject
    private Leavers leavers;

    /**
     * Finds the last posting that belongs to the run: the one before the first of later time. Numbers are given out in order, but
     * not written in order, so first every transaction must have ended that was given a number below the last one: whoever was,
     * holds a lock on the sequence until its end.
     *
     * @return whether there is more to do at once
     */
    boolean collect(Actor actor, Working working) {
        Long last = working.cut();
        if (last == null) {
            last = sql.one("select last_value from ledger_posting_seq", row -> row.number("last_value"));
            if (sql.update("""
                    update settlement_run set cut_posting = ?, waits_for = (
                           select coalesce(array_agg(distinct l.virtualtransaction), '{}') from pg_locks l
                            where l.locktype = 'relation' and l.relation = 'ledger_posting_seq'::regclass
                              and l.pid <> pg_backend_pid()
                              and l.database = (select oid from pg_database where datname = current_database()))
                     where tenant_id = ? and id = ?""", last, actor.tenant(), working.id()) != 1) {
                throw new IllegalStateException(working.run().code());
            }
        }
        boolean writing = sql.one("""
                select exists (select from pg_locks l join settlement_run r on l.virtualtransaction = any (r.waits_for)
                                where r.tenant_id = ? and r.id = ? and l.locktype = 'relation'
                                  and l.relation = 'ledger_posting_seq'::regclass and l.pid <> pg_backend_pid()) as writing""",
                row -> row.flag("writing"), actor.tenant(), working.id());
        if (writing) {
            return false;
        }
        sql.update("""
                update settlement_run r set waits_for = '{}', cut_posting = least(r.cut_posting, coalesce((
                       select min(later.id) from (
                           select p.id from ledger_posting p where p.tenant_id = ? and p.occurred_at >= ? and p.id <= ? offset 0) later)
                       - 1, r.cut_posting)),
                       members = case when r.organisation_id is not null then 1 else (
                           select count(*) from ledger_account a where a.tenant_id = ? and a.kind = 'COMMISSION_DUE') end
                 where r.tenant_id = ? and r.id = ?""", actor.tenant(), working.run().period().to(), last, actor.tenant(),
                actor.tenant(), working.id());
        runs.to(actor, working, RunState.COLLECTED, "");
        return true;
    }

    /** What a member's accounts came to at the cut, and where its chain ends. */
    private record Found(OrganisationId organisation, Long previous, long from, RunState tailRun, long opening, long lines, long payouts,
                         long commission, long dealer, long payable, int entries, long later, boolean wallet) {

        long due() {
            return commission + dealer;
        }

        long closing() {
            return commission + dealer + payable;
        }

        /** Another run has settled it beyond the cut, or is about to. */
        boolean isElsewhere(long cut) {
            return from > cut || tailRun != null && !tailRun.isPosted();
        }

        /** Nothing moved and nothing stands. */
        boolean isSilent() {
            return entries == 0 && opening == 0 && closing() == 0 && !wallet;
        }
    }

    /**
     * Writes statements, members in order of their ids: for those with entries below the cut, with something carried over, or whose
     * wallet moved: who ordered reads what became of the money, earned or not.
     */
    void calculate(Actor actor, Working working) {
        List<Found> found = find(actor, working);
        List<Found> concerned = found.stream().filter(one -> !one.isElsewhere(working.cut()) && !one.isSilent()).toList();
        List<OrganisationId> ids = concerned.stream().map(Found::organisation).toList();
        Map<OrganisationId, Netting> netted = net(actor, working, concerned.stream().collect(
                Collectors.toMap(Found::organisation, Found::due)));
        write(actor, working, concerned, ids.stream().map(netted::get).toList());
        long elsewhere = found.stream().filter(one -> one.isElsewhere(working.cut())).count();
        long later = found.stream().filter(one -> !one.isElsewhere(working.cut())).mapToLong(Found::later).sum();
        leftOuts.keep(actor, working, found.stream().filter(one -> !one.isElsewhere(working.cut()) && one.later() > 0).map(Found::organisation).toList(),
                found.stream().filter(one -> one.isElsewhere(working.cut())).map(Found::organisation).toList());
        Map<String, Long> leftOut = Map.of("elsewhere", working.elsewhere() + elsewhere,
                "silent", working.silent() + found.size() - concerned.size() - elsewhere, "later", working.later() + later);
        sql.update("""
                update settlement_run set cursor_organisation = ?, looked_at = looked_at + ?, left_out = ?
                 where tenant_id = ? and id = ?""",
                found.isEmpty() ? working.cursor() : found.get(found.size() - 1).organisation().value(), found.size(),
                Json.of(leftOut), actor.tenant(), working.id());
        if (found.size() < MEMBERS_AT_ONCE) {
            SettlementCalendar calendar = terms.calendar(actor);
            LocalDate payOn = calendar.payDayOf(calendar.on(clock.today()), clock.now());
            sql.update("update settlement_run set pay_on = ? where tenant_id = ? and id = ?", payOn, actor.tenant(), working.id());
            List<Standing> paid = standing(actor, working, "payable_minor > 0", MEMBERS_MAX);
            keep(actor, paid, taxed(actor, working, payOn, paid.stream().collect(Collectors.toMap(Standing::id, Standing::netting)), paid));
            runs.keepTotals(actor, runs.get(actor, working.run().code()));
            runs.to(actor, working, RunState.CALCULATED, "");
        }
    }

    private List<Found> find(Actor actor, Working working) {
        Long only = working.run().organisation() == null ? null : working.run().organisation().value();
        // a table that was empty when it was last looked at would be read from end to end for each member
        sql.one("select set_config('enable_seqscan', 'off', true) as off", row -> row.text("off"));
        Object tenant = actor.tenant();
        Long cut = working.cut();
        return sql.list(FIND, RunWork::found, tenant, cut, tenant, working.cursor(), only, only, MEMBERS_AT_ONCE, tenant, tenant,
                cut, cut, cut, tenant, cut, cut, cut, tenant, cut, cut, cut, cut, StatementLines.PAYOUTS, tenant, tenant);
    }

    private static Found found(Row row) {
        long opening = row.number("opening");
        long payouts = row.number("payouts");
        long commission = row.number("commission");
        long dealer = row.number("dealer");
        long payable = row.number("payable");
        return new Found(new OrganisationId(row.number("id")), row.numberOrNull("previous"), row.number("from_posting"),
                row.oneOf(RunState.class, "state"), opening, commission + dealer + payable - opening + payouts, payouts, commission,
                dealer, payable, row.integer("entries"), row.number("later"), row.flag("wallet"));
    }

    /** What becomes of these members' dues, before tax. */
    private Map<OrganisationId, Netting> net(Actor actor, Working working, Map<OrganisationId, Long> due) {
        List<OrganisationId> owed = due.entrySet().stream().filter(each -> each.getValue() > 0).map(Map.Entry::getKey).toList();
        Set<OrganisationId> taxed = organisations.taxed(actor, owed);
        Map<OrganisationId, List<OpenReceivable>> open = owed.isEmpty() ? Map.of() : receivables.open(actor, owed).stream()
                .collect(Collectors.groupingBy(OpenReceivable::organisation));
        // who leaves has no time to pay back any more
        Map<OrganisationId, Money> overdue = owed.isEmpty() ? Map.of() : working.run().last() ? Map.of(working.run().organisation(),
                ledger.balance(actor, Account.of(AccountKind.WALLET, working.run().organisation())).negated()) : creditLines.overdue(actor, owed);
        Map<OrganisationId, Money> held = owed.isEmpty() ? Map.of() : disputes.held(actor, owed);
        Money none = Money.zero(working.currency());
        Map<OrganisationId, Netting> netted = new HashMap<>();
        due.forEach((who, amount) -> netted.put(who, Netting.of(amount, held.getOrDefault(who, none).minor(),
                working.run().minimum().minor(), taxed.contains(who), open.getOrDefault(who, List.of()),
                overdue.getOrDefault(who, none).minor())));
        return netted;
    }

    private void write(Actor actor, Working working, List<Found> members, List<Netting> netted) {
        sql.update("""
                insert into settlement_statement (tenant_id, id, code, run_id, organisation_id, state, currency, previous_id,
                       from_posting, to_posting, entries, opening_minor, lines_minor, payouts_minor, closing_minor,
                       commission_due_minor, dealer_due_minor, payable_minor, carried_minor, receivable_minor, credit_minor,
                       tax_minor, disputed_minor, carry_reason, netting)
                select ?, nextval('settlement_statement_seq'), m.code, ?, m.organisation, 'CALCULATED', ?, m.previous,
                       m.from_posting, ?, m.entries, m.opening, m.lines, m.payouts, m.closing, m.commission, m.dealer, m.payable,
                       m.carried, m.receivable, m.credit, 0, m.disputed, m.reason, m.netting::jsonb
                  from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[],
                              ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                              ?::text[], ?::text[])
                       as m(code, organisation, previous, from_posting, entries, opening, lines, payouts, closing, commission, dealer,
                            payable, carried, receivable, credit, disputed, reason, netting)""",
                actor.tenant(), working.id(), working.currency(), working.cut(),
                Columns.texts(members, member -> numbering.next("STM")), Columns.numbers(members, each -> each.organisation().value()),
                Columns.numbers(members, Found::previous), Columns.numbers(members, Found::from),
                Columns.integers(members, Found::entries), Columns.numbers(members, Found::opening),
                Columns.numbers(members, Found::lines), Columns.numbers(members, Found::payouts),
                Columns.numbers(members, Found::closing), Columns.numbers(members, Found::commission),
                Columns.numbers(members, Found::dealer), Columns.numbers(netted, Netting::payable),
                Columns.numbers(netted, Netting::carried), Columns.numbers(netted, Netting::receivable),
                Columns.numbers(netted, Netting::credit), Columns.numbers(netted, Netting::disputed),
                Columns.texts(netted, each -> each.reason().name()), Columns.texts(netted, each -> kept(each, null)));
    }

    /** How a statement's amounts were found, as kept beside it. */
    record Kept(List<Netting.Charge> charges, TaxExplanation tax) {
    }

    private static String kept(Netting netting, TaxExplanation tax) {
        return netting.charges().isEmpty() && tax == null ? "{}" : Json.of(new Kept(netting.charges(), tax)).text();
    }

    /** A statement of the run as it stands, its tax put back into what is paid. */
    private record Standing(long id, String code, OrganisationId organisation, long due, long commission, Netting netting, long tax,
                            TaxExplanation why) {
    }

    private List<Standing> standing(Actor actor, Working working, String which, int limit) {
        return sql.list("""
                select id, code, organisation_id, commission_due_minor, dealer_due_minor, receivable_minor, credit_minor, tax_minor,
                       payable_minor, carried_minor, disputed_minor, carry_reason, netting::text as netting
                  from settlement_statement where tenant_id = ? and run_id = ? and %s order by organisation_id limit ?""".formatted(which),
                row -> {
                    Kept kept = new Json(row.text("netting")).as(Kept.class);
                    long tax = row.number("tax_minor");
                    return new Standing(row.number("id"), row.text("code"), new OrganisationId(row.number("organisation_id")),
                            row.number("commission_due_minor") + row.number("dealer_due_minor"), row.number("commission_due_minor"),
                            new Netting(kept.charges() == null ? List.of() : kept.charges(), row.number("receivable_minor"),
                                    row.number("credit_minor"), 0, row.number("payable_minor") + tax, row.number("carried_minor"),
                                    row.number("disputed_minor"), row.oneOf(CarryReason.class, "carry_reason")), tax,
                            kept.tax());
                }, actor.tenant(), working.id(), limit);
    }

    /** A statement's netting with its tax, and how that was found. */
    private record Taxed(Netting netting, TaxExplanation why) {
    }

    private Map<Long, Taxed> taxed(Actor actor, Working working, LocalDate payOn, Map<Long, Netting> netted, List<Standing> of) {
        String currency = working.currency();
        List<Standing> paid = of.stream().filter(each -> netted.get(each.id()).payable() > 0).toList();
        List<Assessed> assessed = paid.isEmpty() ? List.of() : withholding.assess(actor, payOn, paid.stream().map(each ->
                new Taxable(each.organisation(), Money.of(netted.get(each.id()).payable(), currency))).toList());
        Map<Long, Taxed> taxed = new HashMap<>();
        netted.forEach((id, netting) -> taxed.put(id, new Taxed(netting, null)));
        for (int i = 0; i < paid.size(); i++) {
            Assessed each = assessed.get(i);
            if (each.why().method() != TaxMethod.NONE) {
                taxed.put(paid.get(i).id(), new Taxed(netted.get(paid.get(i).id()).taxed(each.tax().minor()), each.why()));
            }
        }
        return taxed;
    }

    /** Writes what differs from what stands. */
    private void keep(Actor actor, List<Standing> standing, Map<Long, Taxed> wanted) {
        List<Standing> differ = standing.stream().filter(each -> {
            Taxed now = wanted.get(each.id());
            return !now.netting().equals(each.netting().taxed(each.tax())) || !Objects.equals(each.why(), now.why());
        }).toList();
        if (differ.isEmpty()) {
            return;
        }
        List<Netting> now = differ.stream().map(each -> wanted.get(each.id()).netting()).toList();
        sql.update("""
                update settlement_statement s
                   set payable_minor = n.payable, carried_minor = n.carried, receivable_minor = n.receivable, credit_minor = n.credit,
                       tax_minor = n.tax, disputed_minor = n.disputed, carry_reason = n.reason, netting = n.netting::jsonb
                  from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[],
                              ?::text[]) as n(id, payable, carried, receivable, credit, tax, disputed, reason, netting)
                 where s.tenant_id = ? and s.id = n.id""",
                Columns.numbers(differ, Standing::id), Columns.numbers(now, Netting::payable), Columns.numbers(now, Netting::carried),
                Columns.numbers(now, Netting::receivable), Columns.numbers(now, Netting::credit), Columns.numbers(now, Netting::tax),
                Columns.numbers(now, Netting::disputed), Columns.texts(now, each -> each.reason().name()),
                Columns.texts(differ, each -> kept(wanted.get(each.id()).netting(), wanted.get(each.id()).why())), actor.tenant());
    }

    /** Statements of the run whose figures are not what the ledger says, the first few: where the one before ended, and what moved since. */
    List<String> broken(Actor actor, Working working) {
        return sql.list(BROKEN, row -> row.text("code"), StatementLines.PAYOUTS, actor.tenant(), actor.tenant(), actor.tenant(), actor.tenant(), working.id(),
                BROKEN_TOLD);
    }

    /** Nets anew what members are to get, by what is disputed, owed and known now: what is submitted is what holds on that day. */
    void netAgain(Actor actor, Working working) {
        withholding.alone(actor);
        List<Standing> all = standing(actor, working, "true", MEMBERS_MAX);
        Map<OrganisationId, Netting> netted = net(actor, working, all.stream().collect(
                Collectors.toMap(Standing::organisation, Standing::due)));
        LocalDate payOn = nextPayDay(actor);
        sql.update("update settlement_run set pay_on = ? where tenant_id = ? and id = ?", payOn, actor.tenant(), working.id());
        Map<Long, Taxed> taxed = taxed(actor, working, payOn, all.stream().collect(Collectors.toMap(Standing::id,
                each -> netted.get(each.organisation()))), all);
        keep(actor, all, taxed);
        Map<String, Assessed> withheld = new LinkedHashMap<>();
        all.stream().filter(each -> taxed.get(each.id()).why() != null).forEach(each -> withheld.put(each.code(),
                new Assessed(each.organisation(), Money.of(taxed.get(each.id()).netting().tax(), working.currency()), taxed.get(each.id()).why())));
        withholding.reserve(actor, withheld, payOn);
        receivables.reserved(actor, netted(standing(actor, working, "receivable_minor > 0", MEMBERS_MAX), working.currency()));
        runs.keepTotals(actor, working);
    }

    private static List<Receivables.Settled> netted(List<Standing> members, String currency) {
        return members.stream().flatMap(each -> each.netting().charges().stream().map(charge -> new Receivables.Settled(charge.code(), each.code(),
                Money.of(charge.minor(), currency)))).toList();
    }

    /** What a submitted run would have withheld and netted counts no more. */
    void release(Actor actor, Working working) {
        if (working.run().state() == RunState.SUBMITTED) {
            receivables.released(actor, netted(standing(actor, working, "receivable_minor > 0", MEMBERS_MAX), working.currency()));
        }
        withholding.release(actor, sql.list("select code from settlement_statement where tenant_id = ? and run_id = ? and netting ->> 'tax' is not null",
                row -> row.text("code"), actor.tenant(), working.id()));
    }

    /** Shows the statements to their members, who may object until a deadline. */
    void preview(Actor actor, Working working) {
        Instant now = clock.now();
        SettlementCalendar calendar = terms.calendar(actor);
        sql.update("update settlement_run set objections_until = ? where tenant_id = ? and id = ?",
                calendar.objectionsUntil(calendar.on(clock.today()), now), actor.tenant(), working.id());
        disputes.follow(actor, working.run().code());
        runs.to(actor, working, RunState.PREVIEWED, "");
    }

    /** COMMISSION_DUE + DEALER_DUE → RECEIVABLE, WALLET, TAX_WITHHELD and PAYABLE, members in order of their ids. */
    void post(Actor actor, Working working) {
        String currency = working.currency();
        List<Standing> moving = standing(actor, working,
                "payable_minor + receivable_minor + credit_minor + tax_minor > 0 and organisation_id > " + working.cursor(), MEMBERS_AT_ONCE);
        List<NewPosting> postings = new ArrayList<>();
        for (Standing each : moving) {
            postings.addAll(postings(each, working.run().code(), currency));
        }
        List<Receivables.Settled> settled = netted(moving, currency);
        ledger.postAll(actor, postings);
        if (!settled.isEmpty()) {
            receivables.settled(actor, settled);
        }
        record(actor, working, moving);
        if (moving.size() < MEMBERS_AT_ONCE) {
            if (working.run().last()) {
                leavers.net(actor, working.run().organisation(), working.run().code()).ifPresent(payout -> runs.lastPayout(actor, working, payout));
            }
            runs.to(actor, working, RunState.POSTED, "");
        } else {
            sql.update("update settlement_run set cursor_organisation = ? where tenant_id = ? and id = ?",
                    moving.get(moving.size() - 1).organisation(), actor.tenant(), working.id());
        }
    }

    static List<NewPosting> postings(long commission, long due, Netting netting, OrganisationId who, String statement, String run,
                                     String currency) {
        // what is carried stays where it stands: in commission first
        long keptInCommission = Math.min(Math.max(commission, 0), netting.carried());
        long fromCommission = commission - keptInCommission;
        long fromDealer = due - commission - (netting.carried() - keptInCommission);
        List<NewPosting> postings = new ArrayList<>();
        Account commissionDue = Account.of(AccountKind.COMMISSION_DUE, who);
        Account dealerDue = Account.of(AccountKind.DEALER_DUE, who);
        record Part(String event, Account to, long minor) {
        }
        for (Part part : List.of(
                new Part("settlement.receivable-netted", Account.of(AccountKind.RECEIVABLE, who), netting.receivable()),
                new Part("settlement.credit-netted", Account.of(AccountKind.WALLET, who), netting.credit()),
                new Part("settlement.tax-withheld", Account.of(AccountKind.TAX_WITHHELD), netting.tax()))) {
            if (part.minor() > 0) {
                long commissionPart = Math.min(Math.max(fromCommission, 0), part.minor());
                postings.add(NewPosting.of(part.event(), STATEMENT, statement, run,
                        Leg.debit(commissionDue, Money.of(commissionPart, currency)),
                        Leg.debit(dealerDue, Money.of(part.minor() - commissionPart, currency)),
                        Leg.credit(part.to(), Money.of(part.minor(), currency))));
                fromCommission -= commissionPart;
                fromDealer -= part.minor() - commissionPart;
            }
        }
        if (fromCommission != 0 || fromDealer != 0) {
            postings.add(NewPosting.of("settlement.posted", STATEMENT, statement, run,
                    Leg.debit(commissionDue, Money.of(fromCommission, currency)),
                    Leg.debit(dealerDue, Money.of(fromDealer, currency)),
                    Leg.credit(Account.of(AccountKind.PAYABLE, who), Money.of(netting.payable(), currency))));
        }
        return postings;
    }

    private static List<NewPosting> postings(Standing each, String run, String currency) {
        return postings(each.commission(), each.due(), each.netting().taxed(each.tax()), each.organisation(), each.code(), run, currency);
    }

    /** Into the register of tax, payments without tax too. */
    private void record(Actor actor, Working working, Collection<Standing> moving) {
        Map<String, Assessed> withheld = new LinkedHashMap<>();
        moving.stream().filter(each -> each.why() != null).forEach(each -> withheld.put(each.code(),
                new Assessed(each.organisation(), Money.of(each.tax(), working.currency()), each.why())));
        withholding.record(actor, withheld, working.run().payOn());
    }

    /** Issues statements that prove themselves and asks for their payouts; one that does not stops the run for a person to look. */
    void issue(Actor actor, Working working) {
        List<String> waiting = sql.list("""
                select code from settlement_statement where tenant_id = ? and run_id = ? and state in ('CALCULATED', 'PREVIEWED')
                 order by id limit ?""",
                row -> row.text("code"), actor.tenant(), working.id(), ISSUED_AT_ONCE);
        List<String> issued = new ArrayList<>();
        for (String code : waiting) {
            if (!statements.issue(actor, code)) {
                requestPayouts(actor, issued, working.run().payOn());
                runs.stop(actor, working, code);
                return;
            }
            issued.add(code);
        }
        requestPayouts(actor, issued, working.run().payOn());
        if (waiting.size() < ISSUED_AT_ONCE) {
            runs.to(actor, working, RunState.ISSUED, "");
            if (runs.isPaidOut(actor, working)) {
                runs.to(actor, runs.get(actor, working.run().code()), RunState.PAID_OUT, "");
            }
        }
    }

    /**
     * Asks for the payouts of issued statements, but not of those whose member has to write an invoice first.
     *
     * @return how many are new
     */
    int requestPayouts(Actor actor, List<String> issued, LocalDate payOn) {
        if (issued.isEmpty()) {
            return 0;
        }
        Set<String> missing = invoices.missing(actor, issued);
        LocalDate due = payOn != null && !payOn.isBefore(clock.today()) ? payOn : nextPayDay(actor);
        return payouts.request(actor, sql.list("""
                select code, organisation_id, payable_minor, currency from settlement_statement
                 where tenant_id = ? and code = any (?) and payable_minor > 0 order by id""",
                row -> new PayoutRequest(new OrganisationId(row.number("organisation_id")), STATEMENT, row.text("code"),
                        row.money("payable"), due), actor.tenant(), issued.stream().filter(code -> !missing.contains(code))
                        .toArray(String[]::new))).size();
    }

    /**
     * Asks for the payouts of statements whose member has to write no invoice any more, some at a time.
     *
     * @return whether there may be more
     */
    boolean requestPayouts(Actor actor) {
        record Free(String code, LocalDate payOn) {
        }
        List<Free> free = sql.list("""
                select s.code, r.pay_on from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                 where s.tenant_id = ? and s.state = 'ISSUED' and s.payable_minor > 0
                   and not exists (select from payout_waiting p where p.tenant_id = s.tenant_id and p.cause_type = 'statement' and p.cause_code = s.code)
                   and not exists (select from invoicing_missing m where m.tenant_id = s.tenant_id and m.statement_code = s.code)
                 order by s.id limit ?""", row -> new Free(row.text("code"), row.date("pay_on")), actor.tenant(), ISSUED_AT_ONCE);
        Map<Optional<LocalDate>, List<String>> byDay = free.stream().collect(Collectors.groupingBy(each -> Optional.ofNullable(each.payOn()),
                LinkedHashMap::new, Collectors.mapping(Free::code, Collectors.toList())));
        // what the bank has paid and its statement does not know yet is not asked for again
        int fresh = byDay.entrySet().stream().mapToInt(day -> requestPayouts(actor, day.getValue(), day.getKey().orElse(null))).sum();
        return fresh == ISSUED_AT_ONCE;
    }

    private LocalDate nextPayDay(Actor actor) {
        SettlementCalendar calendar = terms.calendar(actor);
        return calendar.payDay(calendar.on(clock.today()), clock.today());
    }
}
