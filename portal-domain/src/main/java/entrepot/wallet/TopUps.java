package entrepot.wallet;

import entrepot.kernel.KernelProblem;
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
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Money on its way into wallets: a member reports a transfer, finance finds it at the bank and confirms it. */
@ApplicationScoped
@UseCases
public class TopUps {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int REFERENCE_MAX = 100;
    private static final int TEXT_MAX = 500;
    private static final String THING = "top-up";

    private static final String SELECT = """
            select code, organisation_id, amount_minor, currency, transferred_on, reference, proof, state,
                   reported_by, reported_at, reason from wallet_top_up
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
    private Outbox outbox;

    @Inject
    private Ledger ledger;

    /**
     * Reports a transfer for the actor's own organisation. Nothing moves before finance has confirmed it.
     *
     * @throws Problem TOP_UP_AMOUNT, TOP_UP_DATE, TOP_UP_REPORTED (the reference is known), FIELD_MISSING,
     *                 FIELD_INVALID
     */
    @Requires(WalletPermission.REPORT)
    public TopUp report(Actor actor, ReportTopUp report) {
        Money amount = amount(report.amount());
        if (report.transferredOn() == null) {
            throw Problem.missing("transferredOn");
        }
        if (report.transferredOn().isAfter(clock.today())
                || report.transferredOn().isBefore(clock.today().minusYears(1))) {
            throw new Problem(WalletProblem.TOP_UP_DATE).with("date", report.transferredOn())
                    .with("today", clock.today());
        }
        String reference = text("reference", report.reference(), REFERENCE_MAX);
        if (reference.isEmpty()) {
            throw Problem.missing("reference");
        }
        String code = numbering.next("TOP");
        int written = sql.update("""
                insert into wallet_top_up (tenant_id, id, code, organisation_id, amount_minor, currency,
                       transferred_on, reference, proof, state, reported_by, reported_at)
                values (?, nextval('wallet_top_up_seq'), ?, ?, ?, ?, ?, ?, ?, 'REPORTED', ?, ?)
                on conflict (tenant_id, organisation_id, reference) where state <> 'REJECTED' do nothing""",
                actor.tenant(), code, actor.organisation(), amount.minor(), amount.currency(),
                report.transferredOn(), reference, text("proof", report.proof(), TEXT_MAX), actor.name(),
                clock.now());
        if (written == 0) {
            throw new Problem(WalletProblem.TOP_UP_REPORTED).with("reference", reference);
        }
        history.record(actor, THING, code, null, TopUp.State.REPORTED, "");
        return get(actor, code);
    }

    /** Confirms that the money is at the bank: BANK → WALLET. Leaves {@link TopUpConfirmed}. */
    @Requires(WalletPermission.CONFIRM)
    public TopUp confirm(Actor actor, String code) {
        TopUp topUp = decide(actor, code, TopUp.State.CONFIRMED, "");
        ledger.post(actor, new NewPosting("top-up.confirmed", THING, code,
                NewPosting.transfer("", "", "", Account.of(AccountKind.BANK),
                        Account.of(AccountKind.WALLET, topUp.organisation()), topUp.amount()).legs(),
                topUp.reference()));
        outbox.add(actor, new TopUpConfirmed(topUp.organisation(), code));
        return topUp;
    }

    /** @throws Problem TOP_UP_REASON without a reason */
    @Requires(WalletPermission.CONFIRM)
    public TopUp reject(Actor actor, String code, String reason) {
        String why = text("reason", reason, TEXT_MAX);
        if (why.isEmpty()) {
            throw new Problem(WalletProblem.TOP_UP_REASON);
        }
        return decide(actor, code, TopUp.State.REJECTED, why);
    }

    /** @throws Problem NOT_FOUND, also for another organisation's */
    @Requires(WalletPermission.READ)
    public TopUp get(Actor actor, String code) {
        return sql.first(SELECT + " where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)",
                TopUps::topUp, actor.tenant(), code, actor.scope(), actor.scope())
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param state null for every state
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(WalletPermission.READ)
    public List<TopUp> list(Actor actor, TopUp.State state, String after, int limit) {
        return sql.list(SELECT + """
                 where tenant_id = ? and (?::bigint is null or organisation_id = ?) and (?::text is null or state = ?)
                   and (?::text is null or id < (select id from wallet_top_up where tenant_id = ? and code = ?))
                 order by id desc limit ?""",
                TopUps::topUp, actor.tenant(), actor.scope(), actor.scope(), name(state), name(state),
                after, actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    /** How many transfers wait for finance, and since when. */
    @Requires(WalletPermission.CONFIRM)
    public Waiting waiting(Actor actor) {
        return sql.one("""
                select count(*) as n, min(reported_at) as oldest from wallet_top_up where tenant_id = ? and state = 'REPORTED'""",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** @param oldest null where none waits */
    public record Waiting(long count, Instant oldest) {
    }

    /** The time line of one. */
    @Requires(WalletPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    private TopUp decide(Actor actor, String code, TopUp.State to, String reason) {
        TopUp.State from = sql.first("select state from wallet_top_up where tenant_id = ? and code = ? for update",
                row -> row.oneOf(TopUp.State.class, "state"), actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
        TopUp.State.TRANSITIONS.check(from, to);
        sql.update("""
                update wallet_top_up set state = ?, decided_by = ?, decided_at = ?, reason = ?
                 where tenant_id = ? and code = ?""", to, actor.name(), clock.now(), reason, actor.tenant(), code);
        history.record(actor, THING, code, from, to, reason);
        return get(actor, code);
    }

    private Money amount(BigDecimal major) {
        if (major == null) {
            throw Problem.missing("amount");
        }
        Money amount = Money.parse(major, transactions.tenant().currency());
        if (!amount.isPositive()) {
            throw new Problem(WalletProblem.TOP_UP_AMOUNT).with("amount", amount);
        }
        return amount;
    }

    private static String text(String field, String text, int max) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() > max || stripped.indexOf('\0') >= 0) {
            throw new Problem(KernelProblem.FIELD_INVALID).with("field", field).with("max", max);
        }
        return stripped;
    }

    private static String name(TopUp.State state) {
        return state == null ? null : state.name();
    }

    private static TopUp topUp(Row row) {
        return new TopUp(row.text("code"), new OrganisationId(row.number("organisation_id")), row.money("amount"),
                row.date("transferred_on"), row.text("reference"), row.text("proof"),
                row.oneOf(TopUp.State.class, "state"), row.text("reported_by"), row.instant("reported_at"),
                row.text("reason"));
    }
}
