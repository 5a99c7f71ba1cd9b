package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.OrganisationDetail;
import entrepot.network.Organisations;
import entrepot.network.WorkCalendar;
import entrepot.network.WorkingTime;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Files;
import entrepot.platform.files.Proof;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lines that members say are wrong. An earned line that is disputed while its run is previewed waits, and the rest is paid; a deduction stays
 * deducted until it is answered. Headquarters accepts with another amount (the difference is posted and stands on the next statement), or rejects
 * with a reason (the line is paid with the next run). To give more than the line says takes two persons.
 */
@ApplicationScoped
@UseCases
public class Disputes {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    /** The event of what is posted when a dispute is accepted; its cause is the dispute. */
    private static final Set<String> ANSWERS = Set.of(Dispute.State.ACCEPTED.name(), Dispute.State.REJECTED.name());
    public static final String GRANTED = "dispute.granted";
    static final String THING = "dispute";
    private static final int ANSWER_DAYS = 5;
    private static final int TEXT_MAX = 1_000;

    private static final String SELECT = """
            select d.code, d.organisation_id, d.statement_code, p.event, p.cause_type, p.cause_code, p.occurred_at, d.currency,
                   d.line_minor, d.amount_minor, d.claimed_minor, d.state, d.reason, d.file_code, d.raised_by, d.raised_at, d.deadline,
                   d.answer, d.granted_minor, d.maker_name, d.maker_person_id, d.proposed_at, d.answered_by, d.answered_at,
                   d.id, d.posting_id, d.account_kind
              from settlement_dispute d join ledger_posting p on p.tenant_id = d.tenant_id and p.id = d.posting_id
             where d.tenant_id = ? and (?::bigint is null or d.organisation_id = ?)
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
    private History history;
    @Inject
    private Idempotency idempotency;
    @Inject
    private Files files;
    @Inject
    private Ledger ledger;
    @Inject
    private Organisations organisations;
    @Inject
    private WorkCalendar calendar;
    @Inject
    private Messages messages;
    @Inject
    private Statements statements;
    @Inject
    private StatementLines lines;

    /** Which disputes a list shows. */
    public enum View {
        /** Those that wait for an answer, the nearest deadline first. */
        OPEN,
        /** Those whose answer gives money and waits for a second person. */
        PROPOSED,
        /** All, newest first. */
        ALL
    }

    /**
     * Disputes a line. If its run is previewed, what the line earns is held out of payment from now on, and a confirmation of the
     * statement is taken back; on an issued statement it leads to a follow-up posting only.
     *
     * @throws Problem NOT_FOUND for a statement or line that is not the actor's, NOT_DISPUTABLE (a payout, or figures that are just being
     *                 approved), DISPUTED_ALREADY, DISPUTE_TEXT
     */
    @Requires(SettlementPermission.DISPUTE)
    public Dispute raise(Actor actor, RaiseDispute dispute) {
        Statement statement = statements.lock(actor, dispute.statement());
        String reason = text(dispute.reason(), "reason");
        RunState run = sql.one("select state from settlement_run where tenant_id = ? and code = ? for share",
                row -> row.oneOf(RunState.class, "state"), actor.tenant(), statement.run());
        StatementLines.Found line = lines.find(actor, dispute.statement(), dispute.line())
                .orElseThrow(() -> Problem.notFound("line", dispute.line().text()));
        boolean previewed = statement.state() == Statement.State.PREVIEWED;
        if (line.amount().isZero() || line.kind() == AccountKind.PAYABLE || previewed && run != RunState.PREVIEWED) {
            throw new Problem(SettlementProblem.NOT_DISPUTABLE).with("code", dispute.statement());
        }
        if (dispute.claimed() != null && dispute.claimed().equals(line.amount())) {
            throw new Problem(SettlementProblem.DISPUTE_SAME).with("amount", line.amount());
        }
        String file = dispute.file() == null ? null : files.keep(actor, dispute.file().name(), dispute.file().bytes()).code();
        String code = numbering.next("DSP");
        Money held = previewed ? line.amount().max(Money.zero(line.amount().currency())) : Money.zero(line.amount().currency());
        try {
            sql.update("""
                    insert into settlement_dispute (tenant_id, id, code, statement_id, statement_code, organisation_id, posting_id,
                           account_kind, currency, line_minor, amount_minor, claimed_minor, state, reason, file_code, file_type, raised_by,
                           raised_person_id, raised_at, deadline)
                    values (?, nextval('settlement_dispute_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?)""",
                    actor.tenant(), code, line.statementId(), dispute.statement(), line.organisation(), line.posting(),
                    line.kind(), line.amount().currency(), line.amount().minor(), held.minor(),
                    dispute.claimed() == null ? null : dispute.claimed().minor(), reason, file, file == null ? null : dispute.file().type(), actor.name(), person(actor),
                    clock.now(), deadline(actor));
        } catch (SqlFailure failure) {
            if (failure.isUniqueViolation()) {
                throw new Problem(SettlementProblem.DISPUTED_ALREADY).with("line", dispute.line().causeCode());
            }
            throw failure;
        }
        history.record(actor, THING, code, null, Dispute.State.OPEN, reason);
        if (previewed) {
            statements.unconfirm(actor, statement, code);
        }
        return get(actor, code);
    }

    /** The member takes its dispute back; what waited is paid with the run, or with the next one. @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.DISPUTE)
    public Dispute withdraw(Actor actor, String code) {
        Working working = working(actor, code);
        to(actor, working, Dispute.State.WITHDRAWN, "");
        sql.update("update settlement_dispute set state = 'WITHDRAWN' where tenant_id = ? and code = ?", actor.tenant(), code);
        return get(actor, code);
    }

    /** Headquarters says that the line is right; it is paid with the next run. @throws Problem NOT_FOUND, DISPUTE_TEXT */
    @Requires(SettlementPermission.ANSWER)
    public Dispute reject(Actor actor, String code, String answer) {
        Working working = working(actor, code);
        String said = text(answer, "answer");
        to(actor, working, Dispute.State.REJECTED, said);
        sql.update("""
                update settlement_dispute set state = 'REJECTED', answer = ?, answered_by = ?, answered_at = ?, granted_minor = null,
                       maker_person_id = null, maker_name = null, proposed_at = null
                 where tenant_id = ? and code = ?""", said, actor.name(), clock.now(), actor.tenant(), code);
        tell(actor, get(actor, code));
        return get(actor, code);
    }

    /**
     * Headquarters says that the line should have been another amount. More than the line waits for a second person; less, as the
     * member itself said, is posted at once.
     *
     * @param granted what the line should have been
     * @throws Problem NOT_FOUND, DISPUTE_TEXT, DISPUTE_SAME, DISPUTE_BELOW (less than the line, and less than the member said)
     */
    @Requires(SettlementPermission.ANSWER)
    public Dispute accept(Actor actor, String code, Money granted, String answer) {
        Working working = working(actor, code);
        Dispute dispute = working.dispute();
        Dispute.State.TRANSITIONS.check(dispute.state(), Dispute.State.ACCEPTED);
        String said = text(answer, "answer");
        if (granted == null) {
            throw Problem.missing("granted");
        }
        if (granted.equals(dispute.lineAmount())) {
            throw new Problem(SettlementProblem.DISPUTE_SAME).with("amount", granted);
        }
        if (granted.compareTo(dispute.lineAmount()) > 0) {
            sql.update("""
                    update settlement_dispute set granted_minor = ?, answer = ?, maker_person_id = ?, maker_name = ?, proposed_at = ?
                     where tenant_id = ? and code = ?""", granted.minor(), said, person(actor), actor.name(), clock.now(),
                    actor.tenant(), code);
            return get(actor, code);
        }
        if (dispute.claimed() == null || granted.compareTo(dispute.claimed()) < 0) {
            throw new Problem(SettlementProblem.DISPUTE_BELOW).with("amount", dispute.lineAmount());
        }
        sql.update("update settlement_dispute set granted_minor = ?, answer = ? where tenant_id = ? and code = ?",
                granted.minor(), said, actor.tenant(), code);
        return accepted(actor, working, granted, said, null);
    }

    /** Accepts once a key: the same key and answer answer the same. */
    @Requires(SettlementPermission.ANSWER)
    public Dispute accept(Actor actor, String code, Money granted, String answer, String key) {
        return idempotency.once(actor, "dispute.accept", key, new Answer(code, granted, answer), Dispute.class,
                () -> accept(actor, code, granted, answer));
    }

    private record Answer(String code, Money granted, String answer) {
    }

    /**
     * A second person agrees to an answer that gives money: it is posted.
     *
     * @param granted what the approver saw that the line should have been
     * @throws Problem NOT_FOUND, NOTHING_PROPOSED, OWN_ANSWER, ANSWER_CHANGED
     */
    @Requires(SettlementPermission.APPROVE_ANSWER)
    public Dispute approve(Actor actor, String code, Money granted) {
        Working working = working(actor, code);
        Dispute.Proposed proposed = proposed(actor, working);
        if (!proposed.granted().equals(granted)) {
            throw new Problem(SettlementProblem.ANSWER_CHANGED).with("code", code).with("amount", proposed.granted());
        }
        return accepted(actor, working, proposed.granted(), proposed.answer(), person(actor));
    }

    /** Approves once a key: the same key and dispute answer the same. */
    @Requires(SettlementPermission.APPROVE_ANSWER)
    public Dispute approve(Actor actor, String code, Money granted, String key) {
        return idempotency.once(actor, "dispute.approve", key, new Answer(code, granted, null), Dispute.class,
                () -> approve(actor, code, granted));
    }

    /** A second person does not agree; the dispute waits for another answer. @throws Problem NOT_FOUND, NOTHING_PROPOSED, OWN_ANSWER, DISPUTE_TEXT */
    @Requires(SettlementPermission.APPROVE_ANSWER)
    public Dispute sendBack(Actor actor, String code, String reason) {
        Working working = working(actor, code);
        proposed(actor, working);
        history.record(actor, THING, code, Dispute.State.OPEN, Dispute.State.OPEN, text(reason, "reason"));
        sql.update("""
                update settlement_dispute set granted_minor = null, answer = '', maker_person_id = null, maker_name = null,
                       proposed_at = null where tenant_id = ? and code = ?""", actor.tenant(), code);
        return get(actor, code);
    }

    private static Dispute.Proposed proposed(Actor actor, Working working) {
        Dispute.State.TRANSITIONS.check(working.dispute().state(), Dispute.State.ACCEPTED);
        Dispute.Proposed proposed = working.dispute().proposed();
        if (proposed == null) {
            throw new Problem(SettlementProblem.NOTHING_PROPOSED).with("code", working.dispute().code());
        }
        if (actor.person() == null || proposed.own()) {
            throw new Problem(SettlementProblem.OWN_ANSWER).with("code", working.dispute().code());
        }
        return proposed;
    }

    private Dispute accepted(Actor actor, Working working, Money granted, String answer, Long checker) {
        Dispute dispute = working.dispute();
        to(actor, working, Dispute.State.ACCEPTED, answer);
        sql.update("""
                update settlement_dispute set state = 'ACCEPTED', checker_person_id = ?, answered_by = ?, answered_at = ?
                 where tenant_id = ? and code = ?""", checker, actor.name(), clock.now(), actor.tenant(), dispute.code());
        Money more = granted.minus(dispute.lineAmount());
        Account due = Account.of(working.account(), dispute.organisation());
        ledger.post(actor, NewPosting.of(GRANTED, THING, dispute.code(), dispute.line().causeCode(),
                Leg.debit(Account.of(AccountKind.ADJUSTMENTS), more), Leg.credit(due, more)));
        tell(actor, get(actor, dispute.code()));
        return get(actor, dispute.code());
    }

    /** @throws Problem NOT_FOUND, also for another organisation's */
    @Requires(SettlementPermission.STATEMENTS)
    public Dispute get(Actor actor, String code) {
        return sql.first(SELECT + " and d.code = ?", row -> dispute(actor, row), actor.tenant(), actor.scope(), actor.scope(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * A member's own, for headquarters all.
     *
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Dispute> list(Actor actor, View view, String after, int limit) {
        String which = switch (view) {
            case OPEN -> " and d.state = 'OPEN'";
            case PROPOSED -> " and d.state = 'OPEN' and d.proposed_at is not null";
            case ALL -> "";
        };
        String page = view == View.ALL ? """
                 and (?::text is null or d.id < (select a.id from settlement_dispute a where a.tenant_id = ? and a.code = ?))
                 order by d.id desc limit ?""" : """
                 and (?::text is null or (d.deadline, d.id) > (select a.deadline, a.id from settlement_dispute a
                                                                where a.tenant_id = ? and a.code = ?))
                 order by d.deadline, d.id limit ?""";
        return sql.list(SELECT + which + "\n" + page, row -> dispute(actor, row), actor.tenant(), actor.scope(), actor.scope(), after,
                actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    /** The disputes about lines of a statement, oldest first. @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.STATEMENTS)
    public List<Dispute> ofStatement(Actor actor, String statement) {
        statements.get(actor, statement);
        return sql.list(SELECT + " and d.statement_code = ? order by d.id limit ?", row -> dispute(actor, row), actor.tenant(),
                actor.scope(), actor.scope(), statement, LIST_MAX);
    }

    /** The statement on which stands what was posted when it was accepted; empty until the next run took it. */
    @Requires(SettlementPermission.STATEMENTS)
    public Optional<String> followUpStatement(Actor actor, String code) {
        Dispute dispute = get(actor, code);
        return sql.first("""
                select s.code from ledger_posting p
                  join settlement_line l on l.tenant_id = p.tenant_id and l.posting_id = p.id and l.organisation_id = ?
                  join settlement_statement s on s.tenant_id = l.tenant_id and s.id = l.statement_id
                  join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id and r.state not in ('DRAFT', 'COLLECTED', 'CALCULATED')
                 where p.tenant_id = ? and p.event = ? and p.cause_type = ? and p.cause_code = ?""", row -> row.text("code"),
                dispute.organisation(), actor.tenant(), GRANTED, THING, dispute.code());
    }

    /** The proof that was attached. @throws Problem NOT_FOUND, also where none was */
    @Requires(SettlementPermission.STATEMENTS)
    public Proof proof(Actor actor, String code) {
        Dispute dispute = get(actor, code);
        if (dispute.file() == null) {
            throw Problem.notFound("file", code);
        }
        String type = sql.one("select file_type from settlement_dispute where tenant_id = ? and code = ?", row -> row.text("file_type"),
                actor.tenant(), code);
        return new Proof(Proof.called(code, type), type, files.get(actor, dispute.file()).bytes());
    }

    /** Its time line. A member reads what headquarters answered, as headquarters' word: not who there wrote it, nor that an answer was sent back. */
    @Requires(SettlementPermission.STATEMENTS)
    public List<History.Change> timeLine(Actor actor, String code) {
        List<History.Change> all = history.of(actor, THING, get(actor, code).code());
        String brand = transactions.tenant().name();
        return actor.headquarters() ? all : all.stream().filter(each -> !each.to().equals(each.from()))
                .map(each -> ANSWERS.contains(each.to()) ? new History.Change(each.from(), each.to(), brand, each.at(), each.why()) : each).toList();
    }

    /** What waits for this person: to be answered, or as an answer for a second person's yes; and since when. */
    @Requires(SettlementPermission.STATEMENTS)
    public Settlements.Waiting waiting(Actor actor, View view) {
        return sql.one("""
                select count(*) as n, min(raised_at) as oldest from settlement_dispute
                 where tenant_id = ? and state = 'OPEN' and (?::bigint is null or organisation_id = ?)
                   and (proposed_at is not null) = ? and (not ? or maker_person_id is distinct from ?::bigint)""",
                row -> new Settlements.Waiting(row.number("n"), row.instant("oldest")), actor.tenant(), actor.scope(), actor.scope(),
                view == View.PROPOSED, view == View.PROPOSED, person(actor));
    }

    /** What waits, of these organisations' open disputes together: the run leaves it in DUE and pays the rest. Who has none is left out. */
    Map<OrganisationId, Money> held(Actor actor, Collection<OrganisationId> of) {
        return sql.list("""
                select organisation_id, currency, sum(amount_minor)::bigint as held_minor from settlement_dispute
                 where tenant_id = ? and organisation_id = any (?) and state = 'OPEN' and amount_minor > 0
                 group by organisation_id, currency""",
                row -> Map.entry(new OrganisationId(row.number("organisation_id")), row.money("held")), actor.tenant(),
                Columns.numbers(of, OrganisationId::value)).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Lets disputes follow their lines to the statements of a run that took the place of a cancelled one. */
    void follow(Actor actor, String run) {
        // nearly always: and the lines of a run are many
        if (!sql.one("select exists (select from settlement_dispute where tenant_id = ? and state = 'OPEN') as open", row -> row.flag("open"), actor.tenant())) {
            return;
        }
        // a line stands on the statement whose stretch of postings it is in: looked up for the few disputes, not for all lines of all members
        sql.update("""
                update settlement_dispute d set statement_id = s.id, statement_code = s.code
                  from settlement_run r
                  join settlement_statement s on s.tenant_id = r.tenant_id and s.run_id = r.id
                 where d.tenant_id = ? and r.tenant_id = d.tenant_id and r.code = ? and d.state = 'OPEN'
                   and d.organisation_id = s.organisation_id and d.posting_id > s.from_posting and d.posting_id <= s.to_posting
                   and d.statement_id <> s.id""",
                actor.tenant(), run);
    }

    private record Working(Dispute dispute, AccountKind account) {
    }

    private Working working(Actor actor, String code) {
        return sql.first(SELECT + " and d.code = ? for update of d",
                row -> new Working(dispute(actor, row), row.oneOf(AccountKind.class, "account_kind")), actor.tenant(), actor.scope(),
                actor.scope(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private void to(Actor actor, Working working, Dispute.State state, String why) {
        Dispute.State.TRANSITIONS.check(working.dispute().state(), state);
        history.record(actor, THING, working.dispute().code(), working.dispute().state(), state, why);
    }

    private void tell(Actor actor, Dispute dispute) {
        OrganisationDetail member = organisations.detail(actor, organisations.get(actor, dispute.organisation()).code());
        String area = Statements.area(member.organisation());
        if (member.email() != null && !member.email().isBlank()) {
            messages.send(actor, new SendMessage(member.email(), transactions.tenant().language(),
                    "dispute.letter." + dispute.state().name(), Map.of("code", dispute.code(), "statement", dispute.statement(),
                            "line", dispute.lineAmount().toString(), "answer", dispute.answer(),
                            "granted", dispute.granted() == null ? "" : dispute.granted().toString()),
                    area + "/statements/dispute?code=" + dispute.code()));
        }
    }

    /** The end of the fifth working day from now: until then headquarters answers. */
    private Instant deadline(Actor actor) {
        WorkingTime time = calendar.workingTime(actor);
        LocalDate day = clock.today();
        for (int i = 0; i < ANSWER_DAYS; i++) {
            day = time.workingDayFrom(day.plusDays(1));
        }
        return day.atTime(time.closesAt()).atZone(time.zone()).toInstant();
    }

    private static String text(String text, String field) {
        if (text == null || text.isBlank() || text.length() > TEXT_MAX) {
            throw new Problem(SettlementProblem.DISPUTE_TEXT).with("field", field).with("max", TEXT_MAX);
        }
        return text.strip();
    }

    private static Long person(Actor actor) {
        return actor.person() == null ? null : actor.person().value();
    }

    private Dispute dispute(Actor actor, Row row) {
        Dispute.State state = row.oneOf(Dispute.State.class, "state");
        String currency = row.text("currency");
        Long claimed = row.numberOrNull("claimed_minor");
        Long granted = row.numberOrNull("granted_minor");
        boolean proposed = state == Dispute.State.OPEN && row.instant("proposed_at") != null;
        Long maker = row.numberOrNull("maker_person_id");
        // what is proposed is headquarters' own matter until a second person has said yes
        return new Dispute(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("statement_code"),
                new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code")),
                LocalDate.ofInstant(row.instant("occurred_at"), transactions.tenant().zone()), row.money("line"), row.money("amount"),
                claimed == null ? null : Money.of(claimed, currency), state, row.text("reason"), row.text("file_code"),
                row.text("raised_by"), row.instant("raised_at"), row.instant("deadline"), proposed ? "" : row.text("answer"),
                granted == null || proposed ? null : Money.of(granted, currency),
                proposed && actor.headquarters() ? new Dispute.Proposed(Money.of(granted, currency), row.text("answer"),
                        row.text("maker_name"), row.instant("proposed_at"), maker != null && maker.equals(person(actor))) : null,
                row.text("answered_by") == null || actor.headquarters() ? row.text("answered_by") : transactions.tenant().name(), row.instant("answered_at"));
    }
}
