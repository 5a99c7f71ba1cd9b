package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Files;
import entrepot.platform.files.Proof;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Amounts by hand: proposed by one person with a reason, posted when another has approved, on the member's next statement. */
@ApplicationScoped
@UseCases
public class Adjustments {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final String THING = "adjustment";
    private static final int REASON_MAX = 500;

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

    /**
     * An adjustment as it is asked for.
     *
     * @param organisation the member's code
     * @param account      COMMISSION_DUE or DEALER_DUE
     * @param amount       in the tenant's currency; positive for the member
     */
    public record Wanted(String organisation, AccountKind account, Money amount, String reason) {
    }

    /** Proposes one without a paper, once a key. @throws Problem NOT_FOUND, ADJUSTMENT_AMOUNT, RUN_REASON */
    @Requires(SettlementPermission.RUN)
    public Adjustment propose(Actor actor, Wanted wanted, String key) {
        return propose(actor, wanted, null, key);
    }

    /**
     * Proposes one, once a key.
     *
     * @param paper what proves it; null where nothing does
     * @throws Problem NOT_FOUND, ADJUSTMENT_AMOUNT, RUN_REASON
     */
    @Requires(SettlementPermission.RUN)
    public Adjustment propose(Actor actor, Wanted wanted, Proof paper, String key) {
        return idempotency.once(actor, "settlement.adjust", key, new Asked(wanted, paper == null ? "" : Tokens.sha256(paper.bytes())), Adjustment.class,
                () -> propose(actor, wanted, paper));
    }

    private record Asked(Wanted wanted, String paper) {
    }

    private Adjustment propose(Actor actor, Wanted wanted, Proof paper) {
        Organisation organisation = organisations.byCode(actor, wanted.organisation());
        if (wanted.amount() == null || wanted.amount().isZero()
                || !wanted.amount().currency().equals(transactions.tenant().currency())) {
            throw new Problem(SettlementProblem.ADJUSTMENT_AMOUNT);
        }
        if (wanted.account() != AccountKind.COMMISSION_DUE && wanted.account() != AccountKind.DEALER_DUE) {
            throw Problem.invalid("account", wanted.account());
        }
        String code = numbering.next("ADJ");
        sql.update("""
                insert into settlement_adjustment (tenant_id, id, code, organisation_id, account_kind, currency, amount_minor, reason, file_code,
                       file_type, state, maker_person_id, maker_name, proposed_at)
                values (?, nextval('settlement_adjustment_seq'), ?, ?, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, ?, ?)""", actor.tenant(), code,
                organisation.id(), wanted.account(), wanted.amount().currency(), wanted.amount().minor(), reason(wanted.reason()),
                paper == null ? null : files.keep(actor, paper.name(), paper.bytes()).code(), paper == null ? null : paper.type(), person(actor), actor.name(), clock.now());
        history.record(actor, THING, code, null, Adjustment.State.PROPOSED, wanted.reason());
        return get(actor, code);
    }

    /**
     * Approves and posts it: ADJUSTMENTS ↔ the member's account.
     *
     * @throws Problem NOT_FOUND, OWN_ADJUSTMENT, ILLEGAL_TRANSITION if it is decided
     */
    @Requires(SettlementPermission.APPROVE)
    public Adjustment approve(Actor actor, String code) {
        Adjustment adjustment = lock(actor, code, Adjustment.State.APPROVED);
        decide(actor, adjustment, Adjustment.State.APPROVED, "");
        ledger.post(actor, new NewPosting("settlement.adjusted", THING, code, List.of(
                Leg.debit(Account.of(AccountKind.ADJUSTMENTS), adjustment.amount()),
                Leg.credit(Account.of(adjustment.account(), adjustment.organisation()), adjustment.amount())), adjustment.reason()));
        return get(actor, code);
    }

    /** @throws Problem NOT_FOUND, OWN_ADJUSTMENT, ILLEGAL_TRANSITION, RUN_REASON without a reason */
    @Requires(SettlementPermission.APPROVE)
    public Adjustment reject(Actor actor, String code, String verdict) {
        decide(actor, lock(actor, code, Adjustment.State.REJECTED), Adjustment.State.REJECTED, reason(verdict));
        return get(actor, code);
    }

    private Adjustment lock(Actor actor, String code, Adjustment.State to) {
        sql.list("select id from settlement_adjustment where tenant_id = ? and code = ? for update", row -> row.number("id"),
                actor.tenant(), code);
        Adjustment adjustment = get(actor, code);
        Adjustment.State.TRANSITIONS.check(adjustment.state(), to);
        if (adjustment.own() || actor.person() == null) {
            throw new Problem(SettlementProblem.OWN_ADJUSTMENT).with("code", code);
        }
        return adjustment;
    }

    private void decide(Actor actor, Adjustment adjustment, Adjustment.State state, String verdict) {
        sql.update("""
                update settlement_adjustment set state = ?, checker_person_id = ?, checker_name = ?, decided_at = ?, verdict = ?
                 where tenant_id = ? and code = ?""", state, person(actor), actor.name(), clock.now(), verdict, actor.tenant(),
                adjustment.code());
        history.record(actor, THING, adjustment.code(), adjustment.state(), state, verdict);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.READ)
    public Adjustment get(Actor actor, String code) {
        return sql.first("select * from settlement_adjustment where tenant_id = ? and code = ?", row -> adjustment(actor, row),
                actor.tenant(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The paper that was handed in with it. @throws Problem NOT_FOUND, also where there is none */
    @Requires(SettlementPermission.READ)
    public Proof paper(Actor actor, String code) {
        return sql.first("select file_code, file_type from settlement_adjustment where tenant_id = ? and code = ? and file_code is not null",
                row -> new Proof(Proof.called(code, row.text("file_type")), row.text("file_type"), files.get(actor, row.text("file_code")).bytes()),
                actor.tenant(), code).orElseThrow(() -> Problem.notFound("file", code));
    }

    /** Newest first. @param after the code of the last one on the page before; null for the first page */
    @Requires(SettlementPermission.READ)
    public List<Adjustment> list(Actor actor, String after, int limit) {
        return sql.list("""
                select * from settlement_adjustment
                 where tenant_id = ? and (?::text is null or id < (select id from settlement_adjustment where tenant_id = ? and code = ?))
                 order by id desc limit ?""", row -> adjustment(actor, row), actor.tenant(), after, actor.tenant(), after,
                Math.min(limit, LIST_MAX));
    }

    private static Adjustment adjustment(Actor actor, Row row) {
        Long maker = row.numberOrNull("maker_person_id");
        return new Adjustment(row.text("code"), new OrganisationId(row.number("organisation_id")),
                row.oneOf(AccountKind.class, "account_kind"), row.money("amount"), row.text("reason"),
                row.oneOf(Adjustment.State.class, "state"), row.text("maker_name"), row.instant("proposed_at"),
                maker != null && maker.equals(person(actor)), row.text("checker_name"), row.instant("decided_at"), row.text("verdict"),
                row.text("file_code") != null);
    }

    private static String reason(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            throw new Problem(SettlementProblem.RUN_REASON).with("max", REASON_MAX);
        }
        return reason.strip();
    }

    private static Long person(Actor actor) {
        return actor.person() == null ? null : actor.person().value();
    }
}
