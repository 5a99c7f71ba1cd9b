package entrepot.settlement;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.Ability;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Members' statements: calculated by a run, proved against the books, issued once, printed the same for ever. */
@ApplicationScoped
@UseCases
public class Statements {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final String THING = "statement";
    private static final String CONFIRMATION = "statement-confirmation";
    private static final int LINES_MAX = 100_000;
    private static final int ACCRUALS_AT_ONCE = 5_000;
    private static final String PAYOUT = "payout.confirmed";
    private static final String RUN_POSTED = "settlement.posted";

    private static final String SELECT = """
            select s.code, r.code as run, r.month, s.organisation_id, s.state, s.currency, s.opening_minor,
                   s.lines_minor, s.payouts_minor, s.closing_minor, s.payable_minor, s.carried_minor, s.carry_reason,
                   s.hash, s.issued_at, s.bank_reference, s.paid_at
              from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
             where s.tenant_id = ? and (?::bigint is null or s.organisation_id = ? and s.state <> 'CALCULATED')
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Organisations organisations;

    @Inject
    private Accruals accruals;

    /** @throws Problem NOT_FOUND, also for another organisation's and for one that is not shown to its member yet */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement get(Actor actor, String code) {
        return sql.first(SELECT + " and s.code = ?", Statements::statement, actor.tenant(), actor.scope(),
                actor.scope(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param run   of that run only; null for all
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Statement> list(Actor actor, String run, String after, int limit) {
        return sql.list(SELECT + """
                   and (?::text is null or r.code = ?)
                   and (?::text is null or s.id < (select id from settlement_statement where tenant_id = ? and code = ?))
                 order by s.id desc limit ?""",
                Statements::statement, actor.tenant(), actor.scope(), actor.scope(), run, run, after, actor.tenant(),
                after, Math.min(limit, LIST_MAX));
    }

    /** How many issued statements wait for the bank, the actor's own or all, and since when. */
    @Requires(SettlementPermission.STATEMENTS)
    public Settlements.Waiting waitingForBank(Actor actor) {
        return sql.one("""
                select count(*) as n, min(issued_at) as oldest from settlement_statement
                 where tenant_id = ? and state = 'ISSUED' and payable_minor > 0
                   and (?::bigint is null or organisation_id = ?)""",
                row -> new Settlements.Waiting(row.number("n"), row.instant("oldest")), actor.tenant(), actor.scope(),
                actor.scope());
    }

    /** All that the statement says: as issued, or as it would be issued now. */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement.Content content(Actor actor, String code) {
        get(actor, code);
        String kept = sql.one("select content from settlement_statement where tenant_id = ? and code = ?",
                row -> new String[] {row.text("content")}, actor.tenant(), code)[0];
        return kept == null ? build(actor, code) : new Json(kept).as(Statement.Content.class);
    }

    /** The statement against the books, computed now. */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement.Proof proof(Actor actor, String code) {
        Statement statement = get(actor, code);
        String currency = statement.closing().currency();
        return sql.one("""
                with own as (
                    select s.organisation_id, r.period_to from settlement_statement s
                      join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                     where s.tenant_id = ? and s.code = ?),
                listed as (
                    select e.posting_id, e.leg from own
                      join settlement_entry e on e.tenant_id = ? and e.organisation_id = own.organisation_id
                      join settlement_run r on r.tenant_id = e.tenant_id and r.id = e.run_id
                                           and r.period_to <= own.period_to)
                select ?::char(3) as currency,
                       coalesce(sum(m.amount_minor) filter (where l.posting_id is not null), 0)::bigint as listed_minor,
                       coalesce(sum(m.amount_minor) filter (where l.posting_id is null), 0)::bigint as since_minor,
                       coalesce(sum(m.amount_minor), 0)::bigint as ledger_minor
                  from own join ledger_movement m on m.tenant_id = ? and m.organisation_id = own.organisation_id
                                                 and m.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
                  left join listed l on l.posting_id = m.posting_id and l.leg = m.leg""",
                row -> new Statement.Proof(statement.opening(), statement.lines(), statement.payouts(),
                        statement.opening().plus(statement.lines()).minus(statement.payouts()), statement.closing(),
                        row.money("listed"), row.money("since"), row.money("ledger")),
                actor.tenant(), code, actor.tenant(), currency, actor.tenant());
    }

    /**
     * The member says that its previewed statement is right: kept with who, when, and the hash of what was shown. Confirming twice is harmless.
     *
     * @param hash the one that was shown with it ({@link #previewHash})
     * @throws Problem NOT_FOUND, NOT_PREVIEWED, STATEMENT_CHANGED
     */
    @Requires(SettlementPermission.DISPUTE)
    public Statement confirm(Actor actor, String code, String hash) {
        Statement statement = lock(actor, code);
        RunState run = sql.one("select state from settlement_run where tenant_id = ? and code = ? for share",
                row -> row.oneOf(RunState.class, "state"), actor.tenant(), statement.run());
        if (statement.state() != Statement.State.PREVIEWED || run != RunState.PREVIEWED) {
            throw new Problem(SettlementProblem.NOT_PREVIEWED).with("code", code);
        }
        if (!previewHash(actor, code).equals(hash)) {
            throw new Problem(SettlementProblem.STATEMENT_CHANGED).with("code", code);
        }
        if (sql.update("""
                update settlement_statement set confirmed_at = ?, confirmed_by = ?, confirmed_person_id = ?, confirmed_hash = ?
                 where tenant_id = ? and code = ? and confirmed_at is null""", clock.now(), actor.name(),
                actor.person() == null ? null : actor.person().value(), hash, actor.tenant(), code) == 1) {
            history.record(actor, CONFIRMATION, code, null, Answer.CONFIRMED, hash);
        }
        return get(actor, code);
    }

    /** SHA-256 of all that a previewed statement says: what a confirmation is given to. */
    @Requires(SettlementPermission.STATEMENTS)
    public String previewHash(Actor actor, String code) {
        return Tokens.sha256(Json.of(build(actor, code).undated()).text());
    }

    /** Who confirmed a statement, when and of which hash; null where nobody did. */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement.Confirmation confirmation(Actor actor, String code) {
        get(actor, code);
        return sql.first("""
                select confirmed_by, confirmed_at, confirmed_hash from settlement_statement
                 where tenant_id = ? and code = ? and confirmed_at is not null""",
                row -> new Statement.Confirmation(row.text("confirmed_by"), row.instant("confirmed_at"), row.text("confirmed_hash")),
                actor.tenant(), code).orElse(null);
    }

    /** A line was disputed after all: the confirmation is taken back. */
    void unconfirm(Actor actor, Statement statement, String dispute) {
        if (sql.update("""
                update settlement_statement set confirmed_at = null, confirmed_by = null, confirmed_person_id = null, confirmed_hash = null
                 where tenant_id = ? and code = ? and confirmed_at is not null""", actor.tenant(), statement.code()) == 1) {
            history.record(actor, CONFIRMATION, statement.code(), Answer.CONFIRMED, Answer.TAKEN_BACK, dispute);
        }
    }

    private enum Answer { CONFIRMED, TAKEN_BACK }

    /** The area in which a member finds its statements. */
    static String area(Organisation member) {
        return member.can(Ability.SELLS) || member.can(Ability.FRANCHISED) ? "/agent" : "/dealer";
    }

    /** The time line of a statement. */
    @Requires(SettlementPermission.STATEMENTS)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** The statement as CSV (RFC 4180, UTF-8 with its mark): one row a line, opening and closing included. */
    @Requires(SettlementPermission.STATEMENTS)
    public byte[] csv(Actor actor, String code) {
        issued(actor, code);
        return StatementCsv.write(content(actor, code));
    }

    /**
     * The statement as PDF in that language; printed again, the same bytes.
     *
     * @throws Problem NOT_ISSUED
     */
    @Requires(SettlementPermission.STATEMENTS)
    public byte[] pdf(Actor actor, String code, Locale language) {
        Statement statement = issued(actor, code);
        Locale known = StatementPdf.known(language);
        return printed(actor, code, known).orElseGet(() -> {
            byte[] bytes = StatementPdf.print(content(actor, code), statement.hash(), known);
            // two prints at the same moment: the first one counts for both
            sql.update("""
                    insert into settlement_print (tenant_id, statement_id, language, bytes)
                    select tenant_id, id, ?, ? from settlement_statement where tenant_id = ? and code = ?
                    on conflict do nothing""", known.toLanguageTag(), bytes, actor.tenant(), code);
            return printed(actor, code, known).orElse(bytes);
        });
    }

    private Optional<byte[]> printed(Actor actor, String code, Locale language) {
        return sql.first("""
                select p.bytes from settlement_print p
                  join settlement_statement s on s.tenant_id = p.tenant_id and s.id = p.statement_id
                 where p.tenant_id = ? and s.code = ? and p.language = ?""",
                row -> row.bytes("bytes"), actor.tenant(), code, language.toLanguageTag());
    }

    private Statement issued(Actor actor, String code) {
        Statement statement = get(actor, code);
        if (statement.hash() == null) {
            throw new Problem(SettlementProblem.NOT_ISSUED).with("code", code);
        }
        return statement;
    }

    /** Locks a statement for a change of its state. */
    Statement lock(Actor actor, String code) {
        sql.list("select id from settlement_statement where tenant_id = ? and code = ? for update",
                row -> row.number("id"), actor.tenant(), code);
        return get(actor, code);
    }

    /**
     * Issues a statement if it proves itself to the last minor unit.
     *
     * @return whether it did
     */
    boolean issue(Actor actor, String code) {
        Statement.Content content = build(actor, code);
        if (!proof(actor, code).holds() || !addsUp(content)) {
            return false;
        }
        String text = Json.of(content).text();
        sql.update("""
                update settlement_statement set state = 'ISSUED', content = ?, hash = ?, issued_at = ?
                 where tenant_id = ? and code = ? and state = 'PREVIEWED'""",
                text, Tokens.sha256(text), clock.now(), actor.tenant(), code);
        history.record(actor, THING, code, Statement.State.PREVIEWED, Statement.State.ISSUED, "");
        return true;
    }

    /** Whether what is printed adds up by itself: lines to subtotals, subtotals to lines, all to the closing. */
    static boolean addsUp(Statement.Content content) {
        Money zero = Money.zero(content.opening().currency());
        Money lines = content.groups().stream().map(Statement.Group::subtotal).reduce(zero, Money::plus);
        Money paid = content.payouts().stream().map(Statement.Line::amount).reduce(zero, Money::plus);
        Money wallet = content.wallet().movements().stream().map(Statement.Movement::amount).reduce(zero, Money::plus);
        return content.groups().stream().allMatch(group -> group.lines().stream().map(Statement.Line::amount)
                        .reduce(zero, Money::plus).equals(group.subtotal()))
                && lines.equals(content.lines()) && paid.equals(content.paid())
                && content.opening().plus(lines).minus(paid).equals(content.closing())
                && content.wallet().opening().plus(wallet).equals(content.wallet().closing());
    }

    private record Movement(String event, String causeType, String causeCode, String note, Instant at, Money amount) {
    }

    private Statement.Content build(Actor actor, String code) {
        Statement statement = get(actor, code);
        Tenant tenant = transactions.tenant();
        Organisation organisation = organisations.get(actor, statement.organisation());
        List<Movement> movements = sql.list("""
                select m.event, m.cause_type, m.cause_code, m.note, m.occurred_at, m.currency,
                       sum(m.amount_minor)::bigint as amount_minor
                  from settlement_statement s
                  join settlement_entry e on e.tenant_id = s.tenant_id and e.run_id = s.run_id
                                         and e.organisation_id = s.organisation_id
                  join ledger_movement m on m.tenant_id = e.tenant_id and m.posting_id = e.posting_id and m.leg = e.leg
                 where s.tenant_id = ? and s.code = ? and m.event <> ?
                 group by m.posting_id, m.event, m.cause_type, m.cause_code, m.note, m.occurred_at, m.currency
                 order by m.occurred_at, m.posting_id limit ?""",
                row -> new Movement(row.text("event"), row.text("cause_type"), row.text("cause_code"),
                        row.text("note"), row.instant("occurred_at"), row.money("amount")),
                actor.tenant(), code, RUN_POSTED, LINES_MAX);
        Map<String, Accrual> earned = earned(actor, movements);
        Map<String, List<Statement.Line>> groups = new TreeMap<>();
        List<Statement.Line> payouts = new ArrayList<>();
        for (Movement movement : movements) {
            Accrual accrual = earned.get(accrualCode(movement));
            LocalDate on = LocalDate.ofInstant(movement.at(), tenant.zone());
            if (movement.event().equals(PAYOUT)) {
                payouts.add(new Statement.Line(on, movement.causeType(), movement.causeCode(), "", movement.note(), "",
                        movement.amount().negated()));
            } else if (accrual == null) {
                groups.computeIfAbsent(movement.event(), key -> new ArrayList<>()).add(new Statement.Line(on,
                        movement.causeType(), movement.causeCode(), "", movement.note(), "", movement.amount()));
            } else {
                groups.computeIfAbsent(group(movement, accrual), key -> new ArrayList<>()).add(new Statement.Line(on,
                        movement.causeType(), movement.causeCode(), accrual.order(),
                        accrual.sku() + " × " + accrual.quantity(), accrual.explanation().rule(), movement.amount()));
            }
        }
        Money zero = Money.zero(tenant.currency());
        LocalDate from = statement.month().atDay(1);
        return new Statement.Content(statement.code(), tenant.name(), organisation.code(), organisation.name(), from,
                statement.month().atEndOfMonth(), clock.today(), statement.opening(),
                groups.entrySet().stream().map(group -> new Statement.Group(group.getKey(), group.getValue(),
                        group.getValue().stream().map(Statement.Line::amount).reduce(zero, Money::plus))).toList(),
                statement.lines(), payouts, statement.payouts(), statement.closing(), statement.payable(),
                statement.carried(), statement.reason(), wallet(actor, statement));
    }

    private static String group(Movement movement, Accrual accrual) {
        return movement.event().equals("commission.due") ? "commission." + accrual.earner().name() : movement.event();
    }

    private static String accrualCode(Movement movement) {
        // a reversal's cause is the accrual with what took it back
        return movement.causeType().equals("accrual") ? movement.causeCode().split("/", 2)[0] : "";
    }

    private Map<String, Accrual> earned(Actor actor, List<Movement> movements) {
        List<String> codes = movements.stream().map(Statements::accrualCode).filter(code -> !code.isEmpty()).distinct()
                .toList();
        Map<String, Accrual> earned = new HashMap<>();
        for (int from = 0; from < codes.size(); from += ACCRUALS_AT_ONCE) {
            earned.putAll(accruals.byCodes(actor, codes.subList(from, Math.min(codes.size(), from + ACCRUALS_AT_ONCE))));
        }
        return earned;
    }

    /** What moved on the wallet in the period, by kind. */
    private Statement.Wallet wallet(Actor actor, Statement statement) {
        Map<String, Statement.Movement> before = new LinkedHashMap<>();
        Map<String, Statement.Movement> within = new LinkedHashMap<>();
        sql.each("""
                select m.event, m.occurred_at >= r.period_from as within, count(*) as n, m.currency,
                       sum(m.amount_minor)::bigint as amount_minor
                  from settlement_run r join ledger_movement m on m.tenant_id = r.tenant_id and m.kind = 'WALLET'
                                                              and m.organisation_id = ? and m.occurred_at < r.period_to
                 where r.tenant_id = ? and r.code = ?
                 group by m.event, m.occurred_at >= r.period_from, m.currency order by m.event""", 0,
                row -> (row.flag("within") ? within : before).put(row.text("event"),
                        new Statement.Movement(row.text("event"), row.number("n"), row.money("amount"))),
                statement.organisation(), actor.tenant(), statement.run());
        Money zero = Money.zero(statement.closing().currency());
        Money opening = before.values().stream().map(Statement.Movement::amount).reduce(zero, Money::plus);
        Money closing = sql.one("""
                select coalesce(sum(m.amount_minor), 0)::bigint as amount_minor, ?::char(3) as currency
                  from settlement_run r join ledger_movement m on m.tenant_id = r.tenant_id and m.kind = 'WALLET'
                                                              and m.organisation_id = ? and m.occurred_at < r.period_to
                 where r.tenant_id = ? and r.code = ?""",
                row -> row.money("amount"), zero.currency(), statement.organisation(), actor.tenant(), statement.run());
        return new Statement.Wallet(opening, List.copyOf(within.values()), closing);
    }

    private static Statement statement(Row row) {
        return new Statement(row.text("code"), row.text("run"), YearMonth.from(row.date("month")),
                new OrganisationId(row.number("organisation_id")), row.oneOf(Statement.State.class, "state"),
                row.money("opening"), row.money("lines"), row.money("payouts"), row.money("closing"),
                row.money("payable"), row.money("carried"),
                Objects.requireNonNullElse(row.oneOf(CarryReason.class, "carry_reason"), CarryReason.NONE),
                row.text("hash"), row.instant("issued_at"), row.text("bank_reference"), row.instant("paid_at"));
    }
}
