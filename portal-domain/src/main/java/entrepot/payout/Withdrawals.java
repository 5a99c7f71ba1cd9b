package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.OrganisationState;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.wallet.Balance;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Members take money out of their wallets: WALLET → PAYABLE at once, to the bank with the next batch. */
@ApplicationScoped
@UseCases
public class Withdrawals {

    static final String CAUSE = "withdrawal";
    private static final int REASON_MAX = 300;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private Idempotency idempotency;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Ledger ledger;

    @Inject
    private Wallets wallets;

    @Inject
    private PayeeAccounts accounts;

    @Inject
    private PaymentTerms terms;

    @Inject
    private Organisations organisations;

    @Inject
    private Payouts payouts;

    private record Wish(BigDecimal amount) {
    }

    /**
     * Takes an amount out of the own wallet, once a key. The account must be verified and not frozen, so that nobody who took over a sign-in
     * empties the wallet; what stands on credit is not the member's to take.
     *
     * @param amount in major units of the tenant's currency
     * @return the payout
     * @throws Problem ACCOUNT_NEEDED, ACCOUNT_FROZEN, WITHDRAWAL_AMOUNT (with {@code min} and {@code max}), WITHDRAWAL_TOO_MUCH, WITHDRAWAL_DAY,
     *                 WITHDRAWAL_SUSPENDED
     */
    @Requires(PayoutPermission.WITHDRAW)
    public Payout request(Actor actor, BigDecimal amount, String key) {
        return idempotency.once(actor, "withdrawals.request", key, new Wish(amount), Payout.class, () -> requested(actor, amount));
    }

    private Payout requested(Actor actor, BigDecimal major) {
        if (major == null) {
            throw Problem.missing("amount");
        }
        OrganisationId member = actor.organisation();
        sql.alone("withdrawal " + member.value());
        String currency = transactions.tenant().currency();
        Money amount = Money.parse(major, currency);
        Terms now = terms.now(actor);
        Money min = major(now.withdrawalMin(), currency);
        Money max = major(now.withdrawalMax(), currency);
        if (amount.compareTo(min) < 0 || !amount.isPositive() || amount.compareTo(max) > 0) {
            throw new Problem(PayoutProblem.WITHDRAWAL_AMOUNT).with("min", min).with("max", max);
        }
        if (organisations.get(actor, member).state().equals(OrganisationState.SUSPENDED.name())) {
            throw new Problem(PayoutProblem.WITHDRAWAL_SUSPENDED);
        }
        usable(actor);
        Money today = sql.one("""
                select coalesce(sum(amount_minor), 0)::bigint as amount_minor, ? as currency from payout
                 where tenant_id = ? and organisation_id = ? and cause_type = 'withdrawal' and state <> 'CANCELLED' and requested_at >= ?""",
                row -> row.money("amount"), currency, actor.tenant(), member, clock.today().atStartOfDay(transactions.tenant().zone()).toInstant());
        if (today.plus(amount).compareTo(max) > 0) {
            throw new Problem(PayoutProblem.WITHDRAWAL_DAY).with("max", max).with("today", today);
        }
        Balance before = wallets.balance(actor, member);
        if (amount.compareTo(before.available()) > 0) {
            throw new Problem(PayoutProblem.WITHDRAWAL_TOO_MUCH).with("available", before.available().max(Money.zero(currency)));
        }
        String code = numbering.next("WDR");
        ledger.post(actor, NewPosting.transfer("withdrawal.requested", CAUSE, code, Account.of(AccountKind.WALLET, member),
                Account.of(AccountKind.PAYABLE, member), amount));
        // an order may have been paid between the look and the posting; from here on the balance row is ours
        if (wallets.balance(actor, member).available().isNegative()) {
            throw new Problem(PayoutProblem.WITHDRAWAL_TOO_MUCH).with("available", before.available());
        }
        String payout = payouts.request(actor, List.of(new PayoutRequest(member, CAUSE, code, amount, clock.today()))).get(0);
        return payouts.get(actor, payout);
    }

    /** What is left in the wallet of who leaves goes out whole, whatever the limits: WALLET → PAYABLE. @return the payout's code */
    @Requires(Requires.SYSTEM)
    public String last(Actor system, OrganisationId member, Money amount) {
        String code = numbering.next("WDR");
        ledger.post(system, NewPosting.transfer("withdrawal.requested", CAUSE, code, Account.of(AccountKind.WALLET, member),
                Account.of(AccountKind.PAYABLE, member), amount));
        return payouts.request(system, List.of(new PayoutRequest(member, CAUSE, code, amount, clock.today()))).get(0);
    }

    private void usable(Actor actor) {
        PayeeAccount account = accounts.current(actor, actor.organisation())
                .filter(current -> current.state() == PayeeAccount.State.VERIFIED && current.kind() != PayeeAccount.Kind.WALLET)
                .orElseThrow(() -> new Problem(PayoutProblem.ACCOUNT_NEEDED));
        if (account.isFrozen(clock.now())) {
            throw new Problem(PayoutProblem.ACCOUNT_FROZEN).with("until", account.frozenUntil());
        }
    }

    /**
     * Gives a withdrawal back that waits: PAYABLE → WALLET.
     *
     * @throws Problem NOT_FOUND for what is no withdrawal, PAYOUT_REASON, ILLEGAL_TRANSITION once it is in a batch
     */
    @Requires(PayoutPermission.PREPARE)
    public Payout reject(Actor actor, String code, String reason) {
        String why = reason == null ? "" : reason.strip();
        if (why.isEmpty() || why.length() > REASON_MAX) {
            throw new Problem(PayoutProblem.PAYOUT_REASON).with("max", REASON_MAX);
        }
        return givenBack(actor, code, why);
    }

    /** Rejects once a key: the same key, withdrawal and reason answer the same. */
    @Requires(PayoutPermission.PREPARE)
    public Payout reject(Actor actor, String code, String reason, String key) {
        return idempotency.once(actor, "withdrawals.reject", key, new Reject(code, reason), Payout.class, () -> reject(actor, code, reason));
    }

    private record Reject(String code, String reason) {
    }

    /** A member thinks better of it, while it waits. @throws Problem NOT_FOUND, ILLEGAL_TRANSITION */
    @Requires(PayoutPermission.WITHDRAW)
    public Payout cancel(Actor actor, String code) {
        payouts.get(actor, code);
        return givenBack(actor, code, "");
    }

    private Payout givenBack(Actor actor, String code, String why) {
        Payouts.Working working = payouts.lock(actor, code);
        Payout payout = working.payout();
        if (!payout.causeType().equals(CAUSE)) {
            throw Problem.notFound(CAUSE, code);
        }
        Payout.State.TRANSITIONS.check(payout.state(), Payout.State.CANCELLED);
        ledger.post(actor, NewPosting.transfer("withdrawal.rejected", CAUSE, payout.causeCode(), Account.of(AccountKind.PAYABLE, payout.organisation()),
                Account.of(AccountKind.WALLET, payout.organisation()), payout.amount()));
        sql.update("update payout set state = 'CANCELLED', reason = ? where tenant_id = ? and id = ?", why, actor.tenant(), working.id());
        history.record(actor, Payouts.THING, code, payout.state(), Payout.State.CANCELLED, why);
        outbox.add(actor, new PayoutCancelled(code, payout.causeType(), payout.causeCode(), payout.organisation(), payout.amount(), why, clock.now()));
        return payouts.get(actor, code);
    }

    /** A limit of the terms in that currency; decimals that it does not know are cut off. */
    static Money major(BigDecimal limit, String currency) {
        return Money.parse(limit.setScale(Money.digits(currency), RoundingMode.DOWN), currency);
    }
}
