package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Deductions from commission: entered with a reason by one person, approved by another (COMMISSION_DUE → PENALTIES), contested by the member; an appeal
 * that is won gives them back, and who entered one does not judge it.
 */
@ApplicationScoped
@UseCases
public class Deductions {

    static final String THING = "deduction";
    private static final int LIST_MAX = 201;
    private static final int WORDS_MAX = 1_000;
    private static final String SELECT = """
            select code, organisation_id, kind, reason, percent, month, base_minor, amount_minor, currency, state, maker_name, maker_person_id, proposed_at,
                   checker_name, decided_at, verdict, appeal, judge_name, judged_at, judgement from commission_deduction
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
    private Organisations organisations;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Ledger ledger;

    @Inject
    private History history;

    /** What is kept under a key. */
    record Entered(String code) {
    }

    /** The same, once for a key: a program that asks again gets the same code. @param key the caller's idempotency key */
    @Requires(CommissionPermission.PROPOSE)
    public String propose(Actor actor, ProposeDeduction command, String key) {
        return idempotency.once(actor, "deductions.propose", key, command, Entered.class, () -> new Entered(propose(actor, command))).code();
    }

    /** Enters one. @return its code @throws Problem NOT_FOUND, DEDUCTION_INVALID with the {@code field} that is wrong, missing or too long words */
    @Requires(CommissionPermission.PROPOSE)
    public String propose(Actor actor, ProposeDeduction command) {
        if (command.organisation() == null || command.organisation().isBlank()) {
            throw Problem.missing("member");
        }
        Organisation member = organisations.byCode(actor, command.organisation());
        String reason = words("reason", command.reason());
        if (command.kind() == null) {
            throw Problem.missing("kind");
        }
        if ((command.amount() == null) == (command.percent() == null)) {
            throw new Problem(CommissionProblem.DEDUCTION_INVALID);
        }
        check("member", !member.headquarters());
        if (command.percent() != null) {
            check("percent", command.percent().signum() > 0 && command.percent().compareTo(BigDecimal.valueOf(100)) <= 0 && command.percent().scale() <= 6);
            check("month", command.month() != null);
        }
        LocalDate month = command.percent() == null ? null : command.month().atDay(1);
        Money base = month == null ? null : earned(actor, member.id(), month);
        Money amount = base == null ? command.amount() : base.percent(command.percent());
        check(base == null ? "amount" : "earned", amount.isPositive() && amount.currency().equals(transactions.tenant().currency()));
        String code = numbering.next("DED");
        sql.update("""
                insert into commission_deduction (tenant_id, id, code, organisation_id, kind, reason, percent, month, base_minor, amount_minor, currency, state,
                       maker_person_id, maker_name, proposed_at)
                values (?, nextval('commission_deduction_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, ?, ?)""", actor.tenant(), code, member.id(),
                command.kind(), reason, command.percent(), month, base == null ? null : base.minor(), amount.minor(), amount.currency(),
                actor.person() == null ? null : actor.person().value(), actor.name(), clock.now());
        history.record(actor, THING, code, null, DeductionState.PROPOSED, reason);
        return code;
    }

    private static void check(String field, boolean good) {
        if (!good) {
            throw new Problem(CommissionProblem.DEDUCTION_INVALID).with("field", field);
        }
    }

    /** What a member earned in a month: accruals and awards, refunds taken off. */
    private Money earned(Actor actor, OrganisationId organisation, LocalDate month) {
        ZoneId zone = transactions.tenant().zone();
        String currency = transactions.tenant().currency();
        return Money.of(sql.one("""
                select coalesce((select sum(amount_minor - reversed_minor) from commission_accrual
                                  where tenant_id = ? and organisation_id = ? and accrued_at >= ? and accrued_at < ?), 0)::bigint
                     + coalesce((select sum(left_minor) from commission_award where tenant_id = ? and organisation_id = ? and month = ?), 0)::bigint as earned""",
                row -> row.number("earned"), actor.tenant(), organisation, month.atStartOfDay(zone).toInstant(),
                month.plusMonths(1).atStartOfDay(zone).toInstant(), actor.tenant(), organisation, month), currency);
    }

    /** Takes it: COMMISSION_DUE → PENALTIES. @throws Problem OWN_PROPOSAL, DEDUCTION_STATE, NOT_FOUND */
    @Requires(CommissionPermission.APPROVE)
    public void approve(Actor actor, String code) {
        Deduction deduction = decided(actor, code, DeductionState.APPROVED, "");
        ledger.post(actor, NewPosting.transfer("commission.deducted", THING, code, Account.of(AccountKind.COMMISSION_DUE, deduction.organisation()),
                Account.of(AccountKind.PENALTIES), deduction.amount()));
    }

    /** @throws Problem REASON_NEEDED, OWN_PROPOSAL, DEDUCTION_STATE, NOT_FOUND */
    @Requires(CommissionPermission.APPROVE)
    public void reject(Actor actor, String code, String verdict) {
        if (verdict == null || verdict.isBlank()) {
            throw new Problem(ApprovalProblem.REASON_NEEDED);
        }
        decided(actor, code, DeductionState.REJECTED, words("verdict", verdict));
    }

    private Deduction decided(Actor actor, String code, DeductionState state, String verdict) {
        Deduction deduction = locked(actor, code, state);
        Instant now = clock.now();
        sql.update("""
                update commission_deduction set state = ?, checker_person_id = ?, checker_name = ?, decided_at = ?, verdict = ? where tenant_id = ? and code = ?""",
                state, person(actor), actor.name(), now, verdict, actor.tenant(), code);
        history.record(actor, THING, code, deduction.state(), state, verdict);
        return deduction;
    }

    /** The member objects within {@value Deduction#APPEAL_DAYS} days. @throws Problem NOT_FOUND for another's, DEDUCTION_STATE, APPEAL_LATE, missing words */
    @Requires(CommissionPermission.APPEAL)
    public void appeal(Actor actor, String code, String why) {
        Deduction deduction = get(actor, code);
        String words = words("reason", why);
        check(deduction, DeductionState.APPEALED);
        if (!clock.now().isBefore(deduction.contestableUntil())) {
            throw new Problem(CommissionProblem.APPEAL_LATE).with("until", deduction.contestableUntil());
        }
        if (sql.update("""
                update commission_deduction set state = 'APPEALED', appeal = ?, appealed_at = ? where tenant_id = ? and code = ? and state = 'APPROVED'""",
                words, clock.now(), actor.tenant(), code) == 1) {
            history.record(actor, THING, code, DeductionState.APPROVED, DeductionState.APPEALED, words);
        }
    }

    /**
     * Decides on an appeal: won, PENALTIES → COMMISSION_DUE.
     *
     * @throws Problem OWN_PROPOSAL for who entered it, REASON_NEEDED, DEDUCTION_STATE
     */
    @Requires(CommissionPermission.APPROVE)
    public void judge(Actor actor, String code, boolean won, String judgement) {
        if (judgement == null || judgement.isBlank()) {
            throw new Problem(ApprovalProblem.REASON_NEEDED);
        }
        DeductionState state = won ? DeductionState.REVERSED : DeductionState.UPHELD;
        Deduction deduction = locked(actor, code, state);
        sql.update("""
                update commission_deduction set state = ?, judge_person_id = ?, judge_name = ?, judged_at = ?, judgement = ? where tenant_id = ? and code = ?""",
                state, person(actor), actor.name(), clock.now(), words("judgement", judgement), actor.tenant(), code);
        history.record(actor, THING, code, deduction.state(), state, judgement);
        if (won) {
            ledger.post(actor, NewPosting.transfer("commission.deduction-reversed", THING, code, Account.of(AccountKind.PENALTIES),
                    Account.of(AccountKind.COMMISSION_DUE, deduction.organisation()), deduction.amount()));
        }
    }

    private Deduction locked(Actor actor, String code, DeductionState to) {
        Deduction deduction = sql.first(SELECT + " where tenant_id = ? and code = ? for update", Deductions::deduction, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
        check(deduction, to);
        if (actor.person() == null || deduction.madeBy(actor)) {
            throw new Problem(ApprovalProblem.OWN_PROPOSAL).with("code", code);
        }
        return deduction;
    }

    private static void check(Deduction deduction, DeductionState to) {
        if (!DeductionState.TRANSITIONS.allows(deduction.state(), to)) {
            throw new Problem(CommissionProblem.DEDUCTION_STATE).with("code", deduction.code()).with("state", deduction.state());
        }
    }

    /** A member's own that were decided; for headquarters all. @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.READ)
    public Deduction get(Actor actor, String code) {
        return sql.first(SELECT + """
                 where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ? and state not in ('PROPOSED', 'REJECTED'))""",
                Deductions::deduction, actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** Newest first. @param state null for every state @param after the code of the last one of the page before */
    @Requires(CommissionPermission.READ)
    public List<Deduction> list(Actor actor, DeductionState state, String after, int limit) {
        String name = state == null ? null : state.name();
        return sql.list(SELECT + """
                 where tenant_id = ? and (?::bigint is null or organisation_id = ? and state not in ('PROPOSED', 'REJECTED'))
                   and (?::text is null or state = ?)
                   and (?::text is null or id < (select id from commission_deduction where tenant_id = ? and code = ?))
                 order by id desc limit ?""", Deductions::deduction, actor.tenant(), actor.scope(), actor.scope(), name, name, after, actor.tenant(), after,
                Math.min(limit, LIST_MAX));
    }

    /** How many wait in that state for this actor's yes or no, and since when the oldest: not what it entered itself. */
    @Requires(CommissionPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor, DeductionState state) {
        return sql.one("""
                select count(*) as n, min(coalesce(appealed_at, proposed_at)) as oldest from commission_deduction
                 where tenant_id = ? and state = ? and (?::bigint is null or maker_person_id is distinct from ?::bigint)""",
                row -> new Proposals.Queue(row.number("n"), row.instant("oldest")), actor.tenant(), state, actor.person() == null ? null : actor.person().value(),
                actor.person() == null ? null : actor.person().value());
    }

    /** Those with these codes that the actor may see, by code; for statements. */
    @Requires(CommissionPermission.READ)
    public Map<String, Deduction> byCodes(Actor actor, Collection<String> codes) {
        return sql.list(SELECT + " where tenant_id = ? and code = any (?) and (?::bigint is null or organisation_id = ?) limit 5000", Deductions::deduction,
                actor.tenant(), Columns.texts(codes, code -> code), actor.scope(), actor.scope()).stream()
                .collect(Collectors.toMap(Deduction::code, Function.identity()));
    }

    /** Its time line. @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.READ)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    private static Long person(Actor actor) {
        return actor.person().value();
    }

    private static String words(String field, String words) {
        if (words == null || words.isBlank()) {
            throw Problem.missing(field);
        }
        if (words.length() > WORDS_MAX) {
            throw Problem.invalid(field, words.length());
        }
        return words.strip();
    }

    private static Deduction deduction(Row row) {
        Money amount = row.money("amount");
        return new Deduction(row.text("code"), new OrganisationId(row.number("organisation_id")), row.oneOf(Deduction.Kind.class, "kind"), row.text("reason"),
                row.decimal("percent"), row.date("month"), row.numberOrNull("base_minor") == null ? null : row.money("base"), amount,
                row.oneOf(DeductionState.class, "state"), row.text("maker_name"),
                row.numberOrNull("maker_person_id") == null ? null : new PersonId(row.number("maker_person_id")), row.instant("proposed_at"),
                row.text("checker_name"), row.instant("decided_at"), row.text("verdict"), row.text("appeal"), row.text("judge_name"),
                row.instant("judged_at"), row.text("judgement"));
    }
}
