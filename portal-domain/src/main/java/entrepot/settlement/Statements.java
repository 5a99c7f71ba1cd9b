package entrepot.settlement;

import entrepot.invoicing.MemberInvoices;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountKind;
import entrepot.ledger.PostingKey;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Members' statements: calculated by a run, proved against the books, issued once, printed the same for ever. */
@ApplicationScoped
@UseCases
public class Statements {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final String THING = "statement";
    private static final String CONFIRMATION = "statement-confirmation";
    private static final int LINES_AT_ONCE = 2_000;

    /** What state a statement is in: one that is calculated is shown to its member as soon as its run is. Of {@code s} and its run {@code r}. */
    static final String STATE = "case when s.state = 'CALCULATED' and r.state not in ('DRAFT', 'COLLECTED', 'CALCULATED') then 'PREVIEWED' else s.state end";

    private static final String SELECT = """
            select s.code, r.code as run, r.month, s.organisation_id, %1$s as state, s.currency, s.opening_minor,
                   s.lines_minor, s.payouts_minor, s.closing_minor, s.payable_minor, s.carried_minor, s.receivable_minor,
                   s.credit_minor, s.tax_minor, s.disputed_minor, s.carry_reason,
                   s.hash, s.issued_at, s.bank_reference, s.paid_at
              from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
             where s.tenant_id = ? and (?::bigint is null or s.organisation_id = ? and %1$s <> 'CALCULATED')
            """.formatted(STATE);

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
    private StatementLines lines;

    @Inject
    private MemberInvoices invoices;

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

    /** Of a run: what pays most first, then what carries over most. */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Statement> largest(Actor actor, String run, int limit) {
        return sql.list(SELECT + " and r.code = ? order by s.payable_minor desc, abs(s.closing_minor) desc, s.id limit ?", Statements::statement, actor.tenant(),
                actor.scope(), actor.scope(), run, Math.min(limit, LIST_MAX));
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

    /** The lines that the actor's organisation will find on its next statement, as far as they are known, newest first. */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Statement.Line> open(Actor actor, PostingKey after, int limit) {
        return lines.open(actor, after, Math.min(limit, LIST_MAX));
    }

    /** How many these are, and what they come to. */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement.Open open(Actor actor) {
        return lines.open(actor);
    }

    /** @param until by when the first of them is taken as agreed; null where none waits */
    public record ToConfirm(long count, Instant until) {
    }

    /** Previews that the actor's organisation may still confirm or object to, and has done neither. */
    @Requires(SettlementPermission.DISPUTE)
    public ToConfirm toConfirm(Actor actor) {
        return sql.one("""
                select count(*) as n, min(r.objections_until) as until from settlement_statement s
                  join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                 where s.tenant_id = ? and s.organisation_id = ? and s.state = 'CALCULATED' and s.confirmed_at is null
                   and r.state = 'PREVIEWED' and r.objections_until > ?
                   and not exists (select from settlement_dispute d where d.tenant_id = s.tenant_id and d.statement_code = s.code and d.state <> 'WITHDRAWN')""",
                row -> new ToConfirm(row.number("n"), row.instant("until")), actor.tenant(), actor.organisation(), clock.now());
    }

    /** All that the statement says: as issued, or as it would be issued now. */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement.Content content(Actor actor, String code) {
        get(actor, code);
        String kept = keptContent(actor, code);
        return kept == null ? build(actor, code) : new Json(kept).as(Statement.Content.class);
    }

    /** The statement against the books, computed now. */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement.Proof proof(Actor actor, String code) {
        Statement statement = get(actor, code);
        String currency = statement.closing().currency();
        return sql.one("""
                select ?::char(3) as currency,
                       coalesce(-sum(e.amount_minor) filter (where e.posting_id <= s.to_posting), 0)::bigint as listed_minor,
                       coalesce(-sum(e.amount_minor) filter (where e.posting_id > s.to_posting), 0)::bigint as since_minor,
                       coalesce(-sum(e.amount_minor), 0)::bigint as ledger_minor
                  from settlement_statement s
                  join ledger_account a on a.tenant_id = s.tenant_id and a.owner_id = s.organisation_id
                                       and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
                  left join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                 where s.tenant_id = ? and s.code = ?""",
                row -> new Statement.Proof(statement.opening(), statement.lines(), statement.payouts(),
                        statement.opening().plus(statement.lines()).minus(statement.payouts()), statement.closing(),
                        row.money("listed"), row.money("since"), row.money("ledger")),
                currency, actor.tenant(), code);
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
        get(actor, code);
        return previewHash(build(actor, code));
    }

    /** The same of what was read already. */
    public static String previewHash(Statement.Content content) {
        return Tokens.sha256(Json.of(content.undated()).text());
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

    /** Whether what it pays waits until the member's invoice for it is accepted. */
    @Requires(SettlementPermission.STATEMENTS)
    public boolean waitsForInvoice(Actor actor, String code) {
        return get(actor, code).state() == Statement.State.ISSUED && !invoices.missing(Actor.system(actor.tenant()), List.of(code)).isEmpty();
    }

    /** The time line of a statement. */
    @Requires(SettlementPermission.STATEMENTS)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /**
     * Lines of a kind, oldest first.
     *
     * @param after the last one of the page before; null for the first page
     * @throws Problem NOT_FOUND
     */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Statement.Line> lines(Actor actor, String code, String group, PostingKey after, int limit) {
        get(actor, code);
        return lines(actor, code, keptLines(actor, code, group), group, after, Math.min(limit, LIST_MAX));
    }

    /** One line of a statement. @throws Problem NOT_FOUND, also for another member's statement */
    @Requires(SettlementPermission.STATEMENTS)
    public Statement.Line line(Actor actor, String code, PostingKey key) {
        get(actor, code);
        return lines.line(actor, code, key).orElseThrow(() -> Problem.notFound("line", key.text()));
    }

    /** What the posting behind a line moved, on the member's accounts and on headquarters'. @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Statement.Moved> moved(Actor actor, String code, PostingKey key) {
        OrganisationId owner = get(actor, code).organisation();
        line(actor, code, key);
        return sql.list("""
                select m.kind, m.currency, m.amount_minor from ledger_posting p
                  join ledger_movement m on m.tenant_id = p.tenant_id and m.posting_id = p.id and coalesce(m.organisation_id, ?) = ?
                 where p.tenant_id = ? and p.event = ? and p.cause_type = ? and p.cause_code = ? and m.amount_minor <> 0
                 order by m.amount_minor, m.leg limit ?""", row -> new Statement.Moved(row.text("kind"), row.money("amount")), owner, owner,
                actor.tenant(), key.event(), key.causeType(), key.causeCode(), LIST_MAX);
    }

    /** Until when the member may object to a previewed statement: silence consents after it. Empty while nothing is shown to it. */
    @Requires(SettlementPermission.STATEMENTS)
    public Optional<Instant> objectionsUntil(Actor actor, String code) {
        return Optional.ofNullable(run(actor, get(actor, code)).objectionsUntil());
    }

    /** The statement as CSV (RFC 4180, UTF-8 with its mark): one row a line, opening and closing included. Printed again, the same bytes. */
    @Requires(SettlementPermission.STATEMENTS)
    public byte[] csv(Actor actor, String code) {
        return print(actor, code, "csv", "", statement -> {
            Statement.Content content = content(actor, code);
            return StatementCsv.write(content, source(actor, content), null);
        });
    }

    /** The same for a person: heads and kinds in that language. Printed again, the same bytes. @throws Problem NOT_ISSUED */
    @Requires(SettlementPermission.STATEMENTS)
    public byte[] csv(Actor actor, String code, Locale language) {
        Locale known = StatementWords.known(language);
        return print(actor, code, "csv", known.toLanguageTag(), statement -> {
            Statement.Content content = content(actor, code);
            return StatementCsv.write(content, source(actor, content), new StatementWords(known));
        });
    }

    /** The statement as a workbook in that language. Printed again, the same bytes. @throws Problem NOT_ISSUED */
    @Requires(SettlementPermission.STATEMENTS)
    public byte[] xlsx(Actor actor, String code, Locale language) {
        Locale known = StatementWords.known(language);
        return print(actor, code, "xlsx", known.toLanguageTag(), statement -> {
            Statement.Content content = content(actor, code);
            return StatementXlsx.write(content, source(actor, content), statement.hash(), new StatementWords(known));
        });
    }

    /**
     * The statement as PDF in that language; printed again, the same bytes.
     *
     * @throws Problem NOT_ISSUED
     */
    @Requires(SettlementPermission.STATEMENTS)
    public byte[] pdf(Actor actor, String code, Locale language) {
        Locale known = StatementWords.known(language);
        return print(actor, code, "pdf", known.toLanguageTag(), statement -> {
            Statement.Content content = content(actor, code);
            return StatementPdf.print(content, source(actor, content), statement.hash(), new StatementWords(known));
        });
    }

    /** What was printed once is kept and sent again. */
    private byte[] print(Actor actor, String code, String kind, String language, Function<Statement, byte[]> printing) {
        Statement statement = issued(actor, code);
        return printed(actor, code, kind, language).orElseGet(() -> {
            byte[] bytes = printing.apply(statement);
            // two prints at the same moment: the first one counts for both
            sql.update("""
                    insert into settlement_print (tenant_id, statement_id, kind, language, bytes)
                    select tenant_id, id, ?, ?, ? from settlement_statement where tenant_id = ? and code = ?
                    on conflict do nothing""", kind, language, bytes, actor.tenant(), code);
            return printed(actor, code, kind, language).orElse(bytes);
        });
    }

    private Optional<byte[]> printed(Actor actor, String code, String kind, String language) {
        return sql.first("""
                select p.bytes from settlement_print p
                  join settlement_statement s on s.tenant_id = p.tenant_id and s.id = p.statement_id
                 where p.tenant_id = ? and s.code = ? and p.kind = ? and p.language = ?""",
                row -> row.bytes("bytes"), actor.tenant(), code, kind, language);
    }

    /** All lines of a kind, one after the other, some thousand of them in memory at a time. */
    interface Source {
        void each(Statement.Group group, Consumer<Statement.Line> use);
    }

    private Source source(Actor actor, Statement.Content content) {
        return (group, use) -> {
            PostingKey after = null;
            List<Statement.Line> page;
            do {
                page = lines(actor, content.number(), group.lines(), group.key(), after, LINES_AT_ONCE);
                page.forEach(use);
                after = page.isEmpty() ? null : page.get(page.size() - 1).key();
            } while (page.size() == LINES_AT_ONCE);
        };
    }

    private List<Statement.Line> keptLines(Actor actor, String code, String group) {
        String kept = keptContent(actor, code);
        return kept == null ? null : new Json(kept).as(Statement.Content.class).groups().stream().filter(each -> each.key().equals(group))
                .findFirst().map(Statement.Group::lines).orElse(null);
    }

    private List<Statement.Line> lines(Actor actor, String code, List<Statement.Line> kept, String group, PostingKey after, int limit) {
        if (kept == null) {
            return lines.page(actor, code, group, after, limit);
        }
        List<Statement.Line> all = kept.stream().map(line -> line.of(group)).toList();
        int from = after == null ? 0 : 1 + all.stream().map(Statement.Line::key).toList().indexOf(after);
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    private String keptContent(Actor actor, String code) {
        return sql.one("select content from settlement_statement where tenant_id = ? and code = ?",
                row -> new String[] {row.text("content")}, actor.tenant(), code)[0];
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
                 where tenant_id = ? and code = ? and state in ('CALCULATED', 'PREVIEWED')""",
                text, Tokens.sha256(text), clock.now(), actor.tenant(), code);
        history.record(actor, THING, code, Statement.State.PREVIEWED, Statement.State.ISSUED, "");
        return true;
    }

    /** Whether what is printed adds up by itself: subtotals to lines, all to the closing, and each section. */
    static boolean addsUp(Statement.Content content) {
        Money zero = Money.zero(content.opening().currency());
        Money lines = content.groups().stream().map(Statement.Group::subtotal).reduce(zero, Money::plus);
        Money paid = content.payouts().stream().map(Statement.Line::amount).reduce(zero, Money::plus);
        return content.groups().stream().allMatch(group -> group.lines() == null || group.lines().stream().map(Statement.Line::amount)
                        .reduce(zero, Money::plus).equals(group.subtotal()))
                && lines.equals(content.lines()) && paid.equals(content.paid())
                && content.opening().plus(lines).minus(paid).equals(content.closing())
                && content.sections().values().stream().allMatch(section -> section.opening().plus(section.movements().stream()
                        .map(Statement.Movement::amount).reduce(zero, Money::plus)).equals(section.closing()));
    }

    private Statement.Content build(Actor actor, String code) {
        Statement statement = get(actor, code);
        Tenant tenant = transactions.tenant();
        Organisation organisation = organisations.get(actor, statement.organisation());
        List<Statement.Line> payouts = lines.payouts(actor, code).stream().map(line -> new Statement.Line(line.on(), line.event(),
                line.causeType(), line.causeCode(), "", line.detail(), "", line.amount().negated())).toList();
        Map<AccountKind, Statement.Section> sections = sections(actor, statement);
        Run run = run(actor, statement);
        boolean previewed = run.state() == RunState.PREVIEWED;
        Money disputed = previewed ? waiting(actor, statement) : statement.disputed();
        Money held = previewed ? heldSince(statement, disputed, run.minimum()) : Money.zero(statement.closing().currency());
        return new Statement.Content(statement.code(), tenant.name(), organisation.code(), organisation.name(),
                LocalDate.ofInstant(run.from(), tenant.zone()), LocalDate.ofInstant(run.to().minusNanos(1), tenant.zone()), clock.today(),
                statement.opening(), lines.groups(actor, code), statement.lines(), payouts, statement.payouts(), statement.closing(),
                statement.payable().minus(held), statement.carried().plus(held), held.isZero() ? statement.reason() : CarryReason.DISPUTED, statement.netted(), statement.credit(), statement.tax(), run.payOn(),
                disputed, sections.get(AccountKind.WALLET),
                sections.get(AccountKind.DEPOSIT), sections.get(AccountKind.RECEIVABLE));
    }

    private record Run(RunState state, Instant from, Instant to, Instant objectionsUntil, LocalDate payOn, Money minimum) {
    }

    private Run run(Actor actor, Statement statement) {
        return sql.one("select state, period_from, period_to, objections_until, pay_on, currency, minimum_minor from settlement_run where tenant_id = ? and code = ?",
                row -> new Run(row.oneOf(RunState.class, "state"), row.instant("period_from"), row.instant("period_to"),
                        row.instant("objections_until"), row.date("pay_on"), row.money("minimum")), actor.tenant(), statement.run());
    }

    /** What of the payment waits for disputes since it was calculated: so much, and all of it where less than the minimum is left. */
    static Money heldSince(Statement statement, Money disputed, Money minimum) {
        Money more = disputed.minus(statement.disputed()).max(Money.zero(disputed.currency())).min(statement.payable());
        return more.isZero() || statement.payable().minus(more).compareTo(minimum) >= 0 ? more : statement.payable();
    }

    /** What of the statement is disputed by now; when it is submitted this is taken off what is paid. */
    private Money waiting(Actor actor, Statement statement) {
        return sql.one("""
                select coalesce(sum(amount_minor), 0)::bigint as held_minor, ?::char(3) as currency from settlement_dispute
                 where tenant_id = ? and organisation_id = ? and state = 'OPEN'""", row -> row.money("held"), statement.closing().currency(),
                actor.tenant(), statement.organisation());
    }

    /** What moved on the accounts beside what is settled, in the period and by kind; the closing is asked for on its own. */
    private Map<AccountKind, Statement.Section> sections(Actor actor, Statement statement) {
        Map<AccountKind, List<Statement.Movement>> moved = new EnumMap<>(AccountKind.class);
        sql.each("""
                select m.kind, m.event, count(*) as n, m.currency, sum(m.amount_minor)::bigint as amount_minor
                  from settlement_run r join ledger_movement m on m.tenant_id = r.tenant_id and m.kind in ('WALLET', 'DEPOSIT', 'RECEIVABLE')
                                       and m.organisation_id = ? and m.occurred_at >= r.period_from and m.occurred_at < r.period_to
                 where r.tenant_id = ? and r.code = ?
                 group by m.kind, m.event, m.currency order by m.event""", 0,
                row -> {
                    AccountKind kind = row.oneOf(AccountKind.class, "kind");
                    moved.computeIfAbsent(kind, none -> new ArrayList<>()).add(new Statement.Movement(row.text("event"), row.number("n"),
                            signed(kind, row.money("amount"))));
                }, statement.organisation(), actor.tenant(), statement.run());
        Map<AccountKind, Statement.Section> sections = new EnumMap<>(AccountKind.class);
        sql.each("""
                select k.kind, ?::char(3) as currency,
                       coalesce(sum(m.amount_minor) filter (where m.occurred_at < r.period_from), 0)::bigint as opening_minor,
                       coalesce(sum(m.amount_minor) filter (where m.occurred_at < r.period_to), 0)::bigint as closing_minor
                  from settlement_run r cross join unnest(array['WALLET', 'DEPOSIT', 'RECEIVABLE']) k (kind)
                  left join ledger_movement m on m.tenant_id = r.tenant_id and m.kind = k.kind and m.organisation_id = ?
                 where r.tenant_id = ? and r.code = ? group by k.kind""", 0,
                row -> {
                    AccountKind kind = row.oneOf(AccountKind.class, "kind");
                    sections.put(kind, new Statement.Section(signed(kind, row.money("opening")), moved.getOrDefault(kind, List.of()),
                            signed(kind, row.money("closing"))));
                }, statement.closing().currency(), statement.organisation(), actor.tenant(), statement.run());
        return sections;
    }

    /** Movements are read credit positive; what a member owes is shown positive too. */
    private static Money signed(AccountKind kind, Money credit) {
        return kind.side() == AccountKind.Side.DEBIT ? credit.negated() : credit;
    }

    private static Statement statement(Row row) {
        return new Statement(row.text("code"), row.text("run"), YearMonth.from(row.date("month")),
                new OrganisationId(row.number("organisation_id")), row.oneOf(Statement.State.class, "state"),
                row.money("opening"), row.money("lines"), row.money("payouts"), row.money("closing"),
                row.money("payable"), row.money("carried"), row.money("receivable"), row.money("credit"), row.money("tax"), row.money("disputed"),
                Objects.requireNonNullElse(row.oneOf(CarryReason.class, "carry_reason"), CarryReason.NONE),
                row.text("hash"), row.instant("issued_at"), row.text("bank_reference"), row.instant("paid_at"));
    }
}
