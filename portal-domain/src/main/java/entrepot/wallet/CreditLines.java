package entrepot.wallet;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far below zero members' wallets may go, until when, and what that costs. One person proposes and another approves; lowering and stopping takes
 * one. The wallet's limit in the books follows (docs/decisions/credit.md).
 */
@ApplicationScoped
@UseCases
public class CreditLines {

    /** The kind of its proposals. */
    public static final String KIND = "credit-line";
    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;

    private static final String THING = "credit-line";
    private static final int TEXT_MAX = 500;
    private static final int DAYS_MAX = 366;
    private static final BigDecimal PERCENT_MAX = BigDecimal.valueOf(100);
    private static final int RATE_DECIMALS = 6;

    private static final String COLUMNS = """
            select l.code, l.organisation_id, l.currency, l.limit_minor, l.granted_minor, l.period, l.period_days::bigint as period_days, l.free_days,
                   l.interest_rate, l.valid_from, l.valid_to, l.state, l.overdue_minor, l.overdue_since, l.looked_on, l.looked::text as looked,
                   l.proposal_code, l.stopped_why, l.approved_at
            """;
    private static final String SELECT = COLUMNS + " from wallet_credit_line l";

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Proposals proposals;

    @Inject
    private Ledger ledger;

    @Inject
    private Organisations organisations;

    @Inject
    private Messages messages;

    /** What a proposal holds; the database compares it with the line. */
    record Content(long organisation, long limitMinor, String currency, String period, Integer periodDays, int freeDays, BigDecimal interestRate,
                   LocalDate validFrom, LocalDate validTo) {

        CreditTerms terms() {
            return new CreditTerms(CreditTerms.Period.valueOf(period), periodDays, freeDays, interestRate, validFrom, validTo);
        }
    }

    /** What was found when a line was looked at. */
    private record Looked(Money used, Map<LocalDate, Money> dues, List<Money> ages) {
    }

    /** What left a wallet on a day, as interest or otherwise, and what came in. */
    private record Moved(LocalDate on, boolean interest, Money spent, Money paid) {
    }

    /**
     * Proposes a line for a member, with its effect in numbers.
     *
     * @return the proposal's code
     * @throws Problem NOT_FOUND, CREDIT_TERMS with the {@code field} that is wrong, CREDIT_SAME, FIELD_MISSING
     */
    @Requires(WalletPermission.CREDIT_PROPOSE)
    public String propose(Actor actor, ProposeCreditLine wanted) {
        Organisation member = organisations.byCode(actor, wanted.organisation() == null ? "" : wanted.organisation().strip());
        if (wanted.limit() == null) {
            throw Problem.missing("limit");
        }
        Money limit = Money.parse(wanted.limit(), transactions.tenant().currency());
        LocalDate from = wanted.validFrom() == null ? clock.today() : wanted.validFrom();
        check("organisation", !member.headquarters());
        check("limit", limit.isPositive());
        check("periodDays", wanted.periodDays() == null || wanted.periodDays() >= 1 && wanted.periodDays() <= DAYS_MAX);
        check("freeDays", wanted.freeDays() >= 0 && wanted.freeDays() <= DAYS_MAX);
        check("interest", wanted.interest() != null && wanted.interest().signum() >= 0 && wanted.interest().compareTo(PERCENT_MAX) <= 0
                && wanted.interest().stripTrailingZeros().scale() <= RATE_DECIMALS - 2);
        check("validFrom", !from.isBefore(clock.today()) && from.isBefore(clock.today().plusYears(2)));
        check("validTo", wanted.validTo() == null || !wanted.validTo().isBefore(from));
        String reason = required("reason", wanted.reason());
        Content content = new Content(member.id().value(), limit.minor(), limit.currency(),
                (wanted.periodDays() == null ? CreditTerms.Period.MONTH : CreditTerms.Period.DAYS).name(), wanted.periodDays(), wanted.freeDays(),
                wanted.interest().movePointLeft(2), from, wanted.validTo());
        // one proposal a member waits at a time: the new one says what is wanted now
        proposals.withdraw(actor, KIND, member.code(), "");
        return proposals.propose(actor, KIND, member.code(), member.name(), content, effect(actor, member.id(), content), reason);
    }

    private static void check(String field, boolean good) {
        if (!good) {
            throw new Problem(WalletProblem.CREDIT_TERMS).with("field", field);
        }
    }

    /** What it changes, and how the member has paid so far. */
    private List<Proposal.Effect> effect(Actor actor, OrganisationId member, Content content) {
        Optional<CreditLine> now = current(actor, member);
        Money none = Money.zero(content.currency());
        record Paid(long lateDays, long letters, Money topUps, Money spent) {
        }
        Paid paid = sql.one("""
                select (select count(*) from wallet_interest i where i.tenant_id = ? and i.organisation_id = ? and i.on_date > ?) as late_days,
                       (select count(*) from wallet_dunning d where d.tenant_id = ? and d.organisation_id = ? and d.sent_at > ?) as letters,
                       (select coalesce(sum(amount_minor), 0)::bigint from wallet_top_up t
                         where t.tenant_id = ? and t.organisation_id = ? and t.state = 'CONFIRMED' and t.decided_at > ?) as top_ups_minor,
                       (select coalesce(sum(e.amount_minor), 0)::bigint from ledger_account a
                          join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                          join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                         where a.tenant_id = ? and a.organisation_id = ? and a.kind = 'WALLET' and e.amount_minor > 0 and p.occurred_at > ?)
                           as spent_minor, ?::text as currency""",
                row -> new Paid(row.number("late_days"), row.number("letters"), row.money("top_ups"), row.money("spent")),
                actor.tenant(), member, clock.today().minusYears(1), actor.tenant(), member, clock.today().minusYears(1).atStartOfDay(zone()).toInstant(),
                actor.tenant(), member, clock.today().minusDays(90).atStartOfDay(zone()).toInstant(),
                actor.tenant(), member, clock.today().minusDays(30).atStartOfDay(zone()).toInstant(), content.currency());
        CreditUse use = use(actor, member, content.terms());
        List<Proposal.Effect> effect = new ArrayList<>();
        effect.add(new Proposal.Effect("creditLimit", now.map(CreditLine::granted).orElse(none).toString(),
                Money.of(content.limitMinor(), content.currency()).toString()));
        effect.add(new Proposal.Effect("creditUsed", "", use.used().toString()));
        effect.add(new Proposal.Effect("creditOverdue", "", use.overdue().toString()));
        effect.add(new Proposal.Effect("creditDaysLate", "", Long.toString(paid.lateDays())));
        effect.add(new Proposal.Effect("creditLetters", "", Long.toString(paid.letters())));
        effect.add(new Proposal.Effect("creditPaidIn", "", paid.topUps().toString()));
        effect.add(new Proposal.Effect("creditSpent", "", paid.spent().toString()));
        return effect;
    }

    /**
     * Approves: from its first day on the line counts, and takes the place of the one before.
     *
     * @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND
     */
    @Requires(WalletPermission.CREDIT_APPROVE)
    public CreditLine approve(Actor actor, String proposalCode) {
        proposals.get(actor, KIND, proposalCode);
        Content content = proposals.approve(actor, proposalCode).content().as(Content.class);
        OrganisationId member = new OrganisationId(content.organisation());
        String code = numbering.next("CRL");
        move(actor, member, List.of(CreditLine.State.WAITING), CreditLine.State.REPLACED, proposalCode);
        boolean begins = !content.validFrom().isAfter(clock.today());
        if (begins) {
            move(actor, member, List.of(CreditLine.State.ACTIVE, CreditLine.State.STOPPED, CreditLine.State.ENDED), CreditLine.State.REPLACED,
                    proposalCode);
        }
        CreditLine.State state = begins ? CreditLine.State.ACTIVE : CreditLine.State.WAITING;
        sql.update("""
                insert into wallet_credit_line (tenant_id, id, code, organisation_id, proposal_code, currency, limit_minor, granted_minor, period,
                       period_days, free_days, interest_rate, valid_from, valid_to, state, approved_at)
                values (?, nextval('wallet_credit_line_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, member, proposalCode, content.currency(), content.limitMinor(), content.limitMinor(), content.period(),
                content.periodDays(), content.freeDays(), content.interestRate(), content.validFrom(), content.validTo(), state, clock.now());
        history.record(actor, THING, code, null, state, proposalCode);
        if (begins) {
            look(Actor.system(actor.tenant()), code);
        }
        return get(actor, code);
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(WalletPermission.CREDIT_APPROVE)
    public void reject(Actor actor, String proposalCode, String reason) {
        proposals.get(actor, KIND, proposalCode);
        proposals.reject(actor, proposalCode, reason);
    }

    /** What was proposed of lines: what waits oldest first, else all newest first. */
    @Requires(WalletPermission.CREDIT_READ)
    public List<Proposal> proposed(Actor actor, boolean waiting, String after, int limit) {
        return proposals.page(actor, KIND, waiting, null, after, limit);
    }

    /** How many proposals of others, about lines and about deposits, wait for the actor's yes or no. */
    @Requires(WalletPermission.CREDIT_APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND, Deposits.KIND);
    }

    /** One proposal. @throws Problem NOT_FOUND */
    @Requires(WalletPermission.CREDIT_READ)
    public Proposal proposal(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /** The terms that a proposal wants. @throws Problem NOT_FOUND */
    @Requires(WalletPermission.CREDIT_READ)
    public CreditTerms terms(Actor actor, String proposalCode) {
        return proposals.get(actor, KIND, proposalCode).content().as(Content.class).terms();
    }

    /**
     * Grants less at once. What is used beyond it stays owed, and cannot be spent again once it is paid.
     *
     * @throws Problem CREDIT_RAISED if it is not less; CREDIT_TERMS, TOP_UP_REASON, NOT_FOUND; ILLEGAL_TRANSITION if it does not count any more
     */
    @Requires(WalletPermission.CREDIT_STOP)
    public CreditLine lower(Actor actor, String code, BigDecimal to, String reason) {
        String why = reason(reason);
        CreditLine line = lock(actor, code);
        if (to == null) {
            throw Problem.missing("limit");
        }
        Money less = Money.parse(to, line.granted().currency());
        check("limit", !less.isNegative());
        if (less.compareTo(line.granted()) >= 0) {
            throw new Problem(WalletProblem.CREDIT_RAISED).with("granted", line.granted()).with("wanted", less);
        }
        if (line.state() != CreditLine.State.ACTIVE && line.state() != CreditLine.State.WAITING) {
            CreditLine.State.TRANSITIONS.check(line.state(), CreditLine.State.ACTIVE);
        }
        sql.update("update wallet_credit_line set granted_minor = ? where tenant_id = ? and code = ?", less.minor(), actor.tenant(), code);
        history.record(actor, THING, code, line.state(), line.state(), less + ": " + why);
        fold(actor, get(actor, code));
        return get(actor, code);
    }

    /** Stops a line at once. @throws Problem TOP_UP_REASON, ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(WalletPermission.CREDIT_STOP)
    public CreditLine stop(Actor actor, String code, String reason) {
        String why = reason(reason);
        CreditLine line = lock(actor, code);
        CreditLine.State.TRANSITIONS.check(line.state(), CreditLine.State.STOPPED);
        if (line.state() == CreditLine.State.WAITING) {
            to(actor, line, CreditLine.State.REPLACED, why);
        } else {
            to(actor, line, CreditLine.State.STOPPED, why);
            fold(actor, get(actor, code));
        }
        return get(actor, code);
    }

    /** @throws Problem NOT_FOUND, also for another member's */
    @Requires(WalletPermission.READ)
    public CreditLine get(Actor actor, String code) {
        return sql.first(SELECT + " where l.tenant_id = ? and l.code = ? and (?::bigint is null or l.organisation_id = ?)", CreditLines::line,
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The line by which a member's debts are judged now. @throws Problem NOT_FOUND for a member that the actor does not see */
    @Requires(WalletPermission.READ)
    public Optional<CreditLine> of(Actor actor, OrganisationId member) {
        if (!actor.sees(member)) {
            throw Problem.notFound("organisation", "");
        }
        return current(actor, member);
    }

    /** Since when the actor's own organisation can spend nothing more because something is overdue. */
    @Requires(WalletPermission.BLOCKED)
    public Optional<LocalDate> blockedSince(Actor actor) {
        return current(actor, actor.organisation()).filter(CreditLine::isBlocked).map(CreditLine::overdueSince);
    }

    /** What of the wallet's balance is unpaid now, since when and until when; nothing where no line was ever granted. */
    @Requires(WalletPermission.READ)
    public Optional<CreditUse> use(Actor actor, OrganisationId member) {
        return of(actor, member).map(line -> use(actor, member, line.terms()));
    }

    /**
     * A line as finance lists it.
     *
     * @param used now
     * @param ages of what was used when it was last looked at: not due, to 30, to 60, to 90 days past, longer
     */
    public record Listed(CreditLine line, String member, String memberCode, Money used, List<Money> ages) {

        public Money free() {
            return line.state() == CreditLine.State.ACTIVE && !line.isBlocked() ? line.granted().minus(used).max(Money.zero(used.currency())) : Money.zero(used.currency());
        }
    }

    /**
     * The lines that count or still have debts, newest first.
     *
     * @param overdueOnly only those with something overdue
     * @param after       the code of the last one on the page before; null for the first page
     */
    @Requires(WalletPermission.CREDIT_READ)
    public List<Listed> list(Actor actor, boolean overdueOnly, String after, int limit) {
        return sql.list(COLUMNS + """
                     , o.name, o.code as member_code, greatest(0, -b.balance_minor) as used_minor
                  from wallet_credit_line l
                  join published_organisation o on o.tenant_id = l.tenant_id and o.id = l.organisation_id
                  join ledger_account a on a.tenant_id = l.tenant_id and a.organisation_id = l.organisation_id and a.kind = 'WALLET'
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                 where l.tenant_id = ? and (l.state in ('WAITING', 'ACTIVE') or l.state in ('STOPPED', 'ENDED') and b.balance_minor < 0)
                   and (not ? or l.overdue_minor > 0)
                   and (?::text is null or l.id < (select x.id from wallet_credit_line x where x.tenant_id = ? and x.code = ?))
                 order by l.id desc limit ?""",
                row -> new Listed(line(row), row.text("name"), row.text("member_code"), row.money("used"), ages(row)),
                actor.tenant(), overdueOnly, after, actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    /**
     * All lines together.
     *
     * @param ages as of each one's last look
     */
    public record Totals(long lines, long overdueLines, Money granted, Money used, Money overdue, List<Money> ages) {
    }

    @Requires(WalletPermission.CREDIT_READ)
    public Totals totals(Actor actor) {
        return sql.one("""
                select count(*) as lines, count(*) filter (where l.overdue_minor > 0) as overdue_lines, ?::text as currency,
                       coalesce(sum(l.granted_minor) filter (where l.state = 'ACTIVE'), 0)::bigint as granted_minor,
                       coalesce(sum(greatest(0, -b.balance_minor)), 0)::bigint as used_minor,
                       coalesce(sum(l.overdue_minor), 0)::bigint as overdue_minor,
                       coalesce(sum((l.looked #>> '{ages,0,minor}')::bigint), 0)::bigint as a0_minor,
                       coalesce(sum((l.looked #>> '{ages,1,minor}')::bigint), 0)::bigint as a1_minor,
                       coalesce(sum((l.looked #>> '{ages,2,minor}')::bigint), 0)::bigint as a2_minor,
                       coalesce(sum((l.looked #>> '{ages,3,minor}')::bigint), 0)::bigint as a3_minor,
                       coalesce(sum((l.looked #>> '{ages,4,minor}')::bigint), 0)::bigint as a4_minor
                  from wallet_credit_line l
                  join ledger_account a on a.tenant_id = l.tenant_id and a.organisation_id = l.organisation_id and a.kind = 'WALLET'
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                 where l.tenant_id = ? and l.state in ('ACTIVE', 'STOPPED', 'ENDED')""",
                row -> new Totals(row.number("lines"), row.number("overdue_lines"), row.money("granted"), row.money("used"), row.money("overdue"),
                        List.of(row.money("a0"), row.money("a1"), row.money("a2"), row.money("a3"), row.money("a4"))),
                transactions.tenant().currency(), actor.tenant());
    }

    /** The time line of one. */
    @Requires(WalletPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** A day's interest and whether it was taken from the wallet yet: it waits while there is no room in the line. */
    public record Charged(InterestDay day, boolean posted) {
    }

    /**
     * The interest of a member, newest first.
     *
     * @param before only days before this one; null for the first page
     */
    @Requires(WalletPermission.READ)
    public List<Charged> interest(Actor actor, OrganisationId member, LocalDate before, int limit) {
        of(actor, member);
        return sql.list("""
                select explanation::text as explanation, posted_at from wallet_interest
                 where tenant_id = ? and organisation_id = ? and (?::date is null or on_date < ?::date) order by on_date desc limit ?""",
                row -> new Charged(row.json("explanation").as(InterestDay.class), row.instant("posted_at") != null),
                actor.tenant(), member, before, before, Math.min(limit, LIST_MAX));
    }

    /** What was accrued and not yet taken from the wallet. */
    @Requires(WalletPermission.READ)
    public Money accrued(Actor actor, OrganisationId member) {
        of(actor, member);
        return sql.one("""
                select coalesce(sum(interest_minor), 0)::bigint as open_minor, ?::text as currency from wallet_interest
                 where tenant_id = ? and organisation_id = ? and posted_at is null""", row -> row.money("open"),
                transactions.tenant().currency(), actor.tenant(), member);
    }

    /** A letter that was sent about what is or will be due. */
    public record Letter(String level, LocalDate dueOn, Money amount, String sentTo, java.time.Instant sentAt) {
    }

    /** The letters to a member about its debts, newest first, at most {@value #LIST_MAX}. */
    @Requires(WalletPermission.READ)
    public List<Letter> letters(Actor actor, OrganisationId member) {
        of(actor, member);
        return sql.list("""
                select level, due_on, amount_minor, currency, sent_to, sent_at from wallet_dunning
                 where tenant_id = ? and organisation_id = ? order by id desc limit ?""",
                row -> new Letter(row.text("level"), row.date("due_on"), row.money("amount"), row.text("sent_to"), row.instant("sent_at")),
                actor.tenant(), member, LIST_MAX);
    }

    /** What of those wallets' negative balance is past its due date today; who owes nothing that is due is left out. */
    @Requires(Requires.SYSTEM)
    public Map<OrganisationId, Money> overdue(Actor system, Collection<OrganisationId> members) {
        Map<OrganisationId, Money> overdue = new HashMap<>();
        List<CreditLine> lines = sql.list(SELECT + " where l.tenant_id = ? and l.organisation_id = any (?) and l.state in ('ACTIVE', 'STOPPED', 'ENDED')",
                CreditLines::line, system.tenant(), Columns.numbers(members, OrganisationId::value));
        for (CreditLine line : lines) {
            CreditUse use = use(system, line.organisation(), line.terms());
            if (use.overdue().isPositive()) {
                overdue.put(line.organisation(), use.overdue());
            }
        }
        return overdue;
    }

    /** A member whose wallet lasts for less than two days. */
    public record Low(String memberCode, String member, Money spendable, Money daily) {
    }

    /** Wallets that hold less than twice what a day costs on the average of the last 30, emptiest first; at most {@value #LIST_MAX}. */
    @Requires(WalletPermission.CREDIT_READ)
    public List<Low> low(Actor actor) {
        return sql.list("""
                select o.code, o.name, b.balance_minor + b.limit_minor as spendable_minor, s.spent / 30 as daily_minor, s.currency
                  from (select e.account_id, min(e.currency) as currency, sum(e.amount_minor)::bigint as spent
                          from ledger_posting p join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                          join ledger_account w on w.tenant_id = e.tenant_id and w.id = e.account_id and w.kind = 'WALLET'
                         where p.tenant_id = ? and p.event = 'order.held' and p.occurred_at > ? and e.amount_minor > 0
                         group by e.account_id) s
                  join ledger_balance b on b.tenant_id = ? and b.account_id = s.account_id
                  join ledger_account a on a.tenant_id = b.tenant_id and a.id = b.account_id
                  join published_organisation o on o.tenant_id = a.tenant_id and o.id = a.organisation_id
                 where b.balance_minor + b.limit_minor < 2 * s.spent / 30
                 order by (b.balance_minor + b.limit_minor)::numeric / s.spent, o.code limit ?""",
                row -> new Low(row.text("code"), row.text("name"), row.money("spendable"), row.money("daily")),
                actor.tenant(), clock.today().minusDays(30).atStartOfDay(zone()).toInstant(), actor.tenant(), LIST_MAX);
    }

    /** Looks at lines that were not looked at today, begin or end, or of which something was paid. @return whether more is to be done at once */
    @Requires(Requires.SYSTEM)
    public boolean lookAtSome(Actor system, int piece) {
        LocalDate today = clock.today();
        List<String> codes = sql.list("""
                select l.code from wallet_credit_line l
                  join ledger_account a on a.tenant_id = l.tenant_id and a.organisation_id = l.organisation_id and a.kind = 'WALLET'
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                 where l.tenant_id = ? and (l.state = 'WAITING' and l.valid_from <= ?
                    or l.state in ('ACTIVE', 'STOPPED', 'ENDED')
                       and (l.looked_on is null or l.looked_on < ? or l.overdue_minor > 0 and -b.balance_minor < l.looked_used_minor))
                 order by l.id limit ?""", row -> row.text("code"), system.tenant(), today, today, piece);
        codes.forEach(code -> look(system, code));
        return codes.size() == piece;
    }

    /** Looks at one line: begins or ends it, charges interest of the days that are over, tells the member what is due, and lets the limit follow. */
    @Requires(Requires.SYSTEM)
    public void look(Actor system, String code) {
        CreditLine line = lock(system, code);
        LocalDate today = clock.today();
        if (line.state() == CreditLine.State.WAITING && !line.terms().validFrom().isAfter(today)) {
            move(system, line.organisation(), List.of(CreditLine.State.ACTIVE, CreditLine.State.STOPPED, CreditLine.State.ENDED),
                    CreditLine.State.REPLACED, code);
            line = to(system, line, CreditLine.State.ACTIVE, "");
        }
        if (line.state() == CreditLine.State.ACTIVE && line.terms().validTo() != null && line.terms().validTo().isBefore(today)) {
            line = to(system, line, CreditLine.State.ENDED, line.terms().validTo().toString());
        }
        if (line.lookedOn() != null && line.lookedOn().isBefore(today)) {
            accrue(system, line, today);
        }
        takeInterest(system, line);
        fold(system, line);
        remind(system, line, use(system, line.organisation(), line.terms()), today);
    }

    /** One row for each day that is over and on which something was overdue. */
    private void accrue(Actor system, CreditLine line, LocalDate today) {
        LocalDate first = line.lookedOn().isBefore(today.minusDays(DAYS_MAX)) ? today.minusDays(DAYS_MAX) : line.lookedOn();
        List<Moved> moves = moves(system, line.organisation(), first);
        Money balance = balance(system, line.organisation());
        for (LocalDate day = first; day.isBefore(today); day = day.plusDays(1)) {
            LocalDate on = day;
            Money after = moves.stream().filter(move -> move.on().isAfter(on)).map(move -> move.spent().minus(move.paid()))
                    .reduce(Money.zero(balance.currency()), Money::plus);
            CreditUse use = use(line.terms(), on, moves.stream().filter(move -> !move.on().isAfter(on)).toList(), balance.plus(after));
            if (use.overdue().isPositive()) {
                InterestDay interest = InterestDay.of(on, use, line.terms().interestRate());
                sql.update("""
                        insert into wallet_interest (tenant_id, organisation_id, on_date, line_code, currency, overdue_minor, interest_minor, explanation,
                               posted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                        system.tenant(), line.organisation(), on, line.code(), balance.currency(), interest.overdue().minor(), interest.interest().minor(),
                        Json.of(interest), interest.interest().isZero() ? clock.now() : null);
            }
        }
    }

    /** Takes accrued interest from the wallet, the oldest first, as far as what was granted allows: WALLET → INTEREST, once a day. */
    private void takeInterest(Actor system, CreditLine line) {
        record Open(LocalDate on, String line, Money interest) {
        }
        List<Open> open = sql.list("""
                select on_date, line_code, interest_minor, currency from wallet_interest
                 where tenant_id = ? and organisation_id = ? and posted_at is null order by on_date limit ?""",
                row -> new Open(row.date("on_date"), row.text("line_code"), row.money("interest")), system.tenant(), line.organisation(), DAYS_MAX);
        if (open.isEmpty()) {
            return;
        }
        Money limit = line.state() == CreditLine.State.ACTIVE ? line.granted() : Money.zero(line.granted().currency());
        Money room = balance(system, line.organisation()).plus(limit);
        List<Open> taken = new ArrayList<>();
        for (Open day : open) {
            if (day.interest().compareTo(room) > 0) {
                break;
            }
            room = room.minus(day.interest());
            taken.add(day);
        }
        if (taken.isEmpty()) {
            return;
        }
        ledger.limitWallet(system, line.organisation(), limit);
        ledger.postAll(system, taken.stream().map(day -> NewPosting.transfer("credit.interest", THING, day.line() + "/" + day.on(),
                Account.of(AccountKind.WALLET, line.organisation()), Account.of(AccountKind.INTEREST), day.interest())).toList());
        sql.update("update wallet_interest set posted_at = ? where tenant_id = ? and organisation_id = ? and on_date = any (?)", clock.now(),
                system.tenant(), line.organisation(), Columns.dates(taken, Open::on));
    }

    /** Keeps what is overdue with the line, and lets the wallet's limit follow: what was granted, and nothing more while something is overdue. */
    private void fold(Actor actor, CreditLine line) {
        if (line.state() == CreditLine.State.WAITING || line.state() == CreditLine.State.REPLACED) {
            return;
        }
        CreditUse use = use(actor, line.organisation(), line.terms());
        sql.update("""
                update wallet_credit_line set overdue_minor = ?, overdue_since = ?, looked_on = ?, looked_used_minor = ?, looked = ?
                 where tenant_id = ? and code = ?""", use.overdue().minor(), use.since(), clock.today(), use.used().minor(),
                Json.of(new Looked(use.used(), use.dues(), use.ages())), actor.tenant(), line.code());
        boolean open = line.state() == CreditLine.State.ACTIVE && !use.overdue().isPositive();
        ledger.limitWallet(actor, line.organisation(), open ? line.granted() : Money.zero(line.granted().currency()));
    }

    /**
     * Letters: three days before, on the day, three, ten and thirty days after; each once for what is due on one day, and one of each kind a day at most.
     * Interest asks for itself by none: it stands in what is overdue.
     */
    private void remind(Actor system, CreditLine line, CreditUse use, LocalDate today) {
        Optional<String> email = organisations.contact(system, line.organisation());
        if (email.isEmpty()) {
            return;
        }
        Map<DunningLevel, SortedMap<LocalDate, Money>> fresh = new EnumMap<>(DunningLevel.class);
        SortedMap<LocalDate, Money> dues = new TreeMap<>();
        use.debts().stream().filter(debt -> !debt.interest()).forEach(debt -> dues.merge(debt.dueOn(), debt.amount(), Money::plus));
        dues.forEach((dueOn, amount) -> DunningLevel.of(dueOn, today).ifPresent(level -> {
            int written = sql.update("""
                    insert into wallet_dunning (tenant_id, id, organisation_id, level, due_on, currency, amount_minor, sent_to, sent_at)
                    values (?, nextval('wallet_dunning_seq'), ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                    system.tenant(), line.organisation(), level, dueOn, amount.currency(), amount.minor(), email.get(), clock.now());
            if (written > 0) {
                fresh.computeIfAbsent(level, each -> new TreeMap<>()).put(dueOn, amount);
            }
        }));
        fresh.forEach((level, due) -> messages.send(system, new SendMessage(email.get(), transactions.tenant().language(),
                "wallet.letter.credit-" + level.name().toLowerCase(Locale.ROOT),
                Map.of("amount", due.values().stream().reduce(Money::plus).orElseThrow().toString(), "due", due.firstKey().toString(),
                        "overdue", use.overdue().toString()), "/agent/wallet/credit")));
    }

    private CreditUse use(Actor actor, OrganisationId member, CreditTerms terms) {
        Money balance = balance(actor, member);
        return use(terms, clock.today(), balance.isNegative() ? moves(actor, member, clock.today()) : List.of(), balance);
    }

    private static CreditUse use(CreditTerms terms, LocalDate on, List<Moved> newestFirst, Money balance) {
        Money used = balance.isNegative() ? balance.negated() : Money.zero(balance.currency());
        return CreditUse.of(terms, on, newestFirst.stream().filter(move -> move.spent().isPositive())
                .map(move -> new CreditUse.Spending(move.on(), move.spent(), move.interest())).toList(), used);
    }

    private Money balance(Actor actor, OrganisationId member) {
        return sql.first("""
                select b.balance_minor, a.currency from ledger_account a
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                 where a.tenant_id = ? and a.organisation_id = ? and a.kind = 'WALLET'""", row -> row.money("balance"), actor.tenant(), member)
                .orElseGet(() -> Money.zero(transactions.tenant().currency()));
    }

    /**
     * What moved on a wallet, day by day, the newest first: walks back through its entries to that day, and further until its spending makes up what was
     * unpaid then, however many they are. Interest is charged early in the day, so it counts as older than the rest of it.
     */
    private List<Moved> moves(Actor actor, OrganisationId member, LocalDate from) {
        return sql.list("""
                with recursive wallet as (
                    select a.tenant_id, a.id, a.currency, -b.balance_minor as used from ledger_account a
                      join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                     where a.tenant_id = ? and a.organisation_id = ? and a.kind = 'WALLET'),
                back (posting_id, on_date, interest, amount_minor, unpaid) as (
                    select 9223372036854775807, null::date, false, 0::bigint, used from wallet
                    union all
                    select e.posting_id, e.on_date, e.interest, e.amount_minor,
                           b.unpaid - case when e.on_date > ?::date then e.amount_minor else greatest(0, e.amount_minor) end
                      from back b cross join wallet w
                     cross join lateral (
                         select x.posting_id, x.amount_minor, (p.occurred_at at time zone ?)::date as on_date, p.event = 'credit.interest' as interest
                           from ledger_entry x join ledger_posting p on p.tenant_id = x.tenant_id and p.id = x.posting_id
                          where x.tenant_id = w.tenant_id and x.account_id = w.id and x.posting_id < b.posting_id
                          order by x.posting_id desc limit 1) e
                     where b.unpaid > 0 or b.on_date is null or b.on_date > ?::date)
                select b.on_date, b.interest, w.currency, sum(greatest(0, b.amount_minor))::bigint as spent_minor,
                       sum(greatest(0, -b.amount_minor))::bigint as paid_minor
                  from back b cross join wallet w where b.on_date is not null
                 group by b.on_date, b.interest, w.currency order by b.on_date desc, b.interest""",
                row -> new Moved(row.date("on_date"), row.flag("interest"), row.money("spent"), row.money("paid")),
                actor.tenant(), member, from, zone().getId(), from);
    }

    private Optional<CreditLine> current(Actor actor, OrganisationId member) {
        return sql.first(SELECT + " where l.tenant_id = ? and l.organisation_id = ? and l.state in ('ACTIVE', 'STOPPED', 'ENDED')", CreditLines::line,
                actor.tenant(), member);
    }

    private CreditLine lock(Actor actor, String code) {
        return sql.first(SELECT + " where l.tenant_id = ? and l.code = ? for update", CreditLines::line, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    private CreditLine to(Actor actor, CreditLine line, CreditLine.State to, String why) {
        CreditLine.State.TRANSITIONS.check(line.state(), to);
        sql.update("update wallet_credit_line set state = ?, stopped_why = ? where tenant_id = ? and code = ?", to,
                to == CreditLine.State.STOPPED ? why : "", actor.tenant(), line.code());
        history.record(actor, THING, line.code(), line.state(), to, why);
        return get(Actor.system(actor.tenant()), line.code());
    }

    private void move(Actor actor, OrganisationId member, List<CreditLine.State> from, CreditLine.State to, String why) {
        sql.list(SELECT + " where l.tenant_id = ? and l.organisation_id = ? and l.state = any (?) for update", CreditLines::line, actor.tenant(), member,
                Columns.texts(from, Enum::name)).forEach(line -> to(actor, line, to, why));
    }

    private ZoneId zone() {
        return transactions.tenant().zone();
    }

    private static String reason(String text) {
        if (text == null || text.isBlank()) {
            throw new Problem(WalletProblem.TOP_UP_REASON);
        }
        return required("reason", text);
    }

    static String required(String field, String text) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.isEmpty()) {
            throw Problem.missing(field);
        }
        if (stripped.length() > TEXT_MAX || stripped.indexOf('\0') >= 0) {
            throw new Problem(KernelProblem.FIELD_INVALID).with("field", field).with("max", TEXT_MAX);
        }
        return stripped;
    }

    private static List<Money> ages(Row row) {
        Money none = Money.zero(row.text("currency"));
        return row.text("looked") == null ? List.of(none, none, none, none, none) : row.json("looked").as(Looked.class).ages();
    }

    private static CreditLine line(Row row) {
        Money approved = row.money("limit");
        return new CreditLine(row.text("code"), new OrganisationId(row.number("organisation_id")), approved,
                row.money("granted"), new CreditTerms(row.oneOf(CreditTerms.Period.class, "period"),
                        row.numberOrNull("period_days") == null ? null : row.numberOrNull("period_days").intValue(), row.integer("free_days"),
                        row.decimal("interest_rate"), row.date("valid_from"), row.date("valid_to")),
                row.oneOf(CreditLine.State.class, "state"), row.money("overdue"), row.date("overdue_since"), row.date("looked_on"),
                row.text("proposal_code"), row.text("stopped_why"), row.instant("approved_at"));
    }
}
