package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Postings by hand: ADJUSTMENTS against any account, with a reason, by two persons who see before what it does. */
@ApplicationScoped
@UseCases
public class Adjustments {

    /** The kind of its proposals. */
    public static final String KIND = "adjustment";
    /** What caused the posting; its code is the proposal's. */
    public static final String THING = "adjustment";

    @Inject
    private Ledger ledger;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    @Inject
    private Periods periods;

    @Inject
    private Idempotency idempotency;

    /**
     * What a proposal holds.
     *
     * @param organisation whose account; null for headquarters' own
     * @param minor        by how much the account's balance changes, signed by its normal side
     * @param on           the business day; null for the moment of the approval
     */
    public record Proposed(AccountKind kind, Long organisation, long minor, String currency, LocalDate on) {

        public Account account() {
            return new Account(kind, organisation == null ? null : new OrganisationId(organisation));
        }

        public Money by() {
            return Money.of(minor, currency);
        }
    }

    /** What it would do: the balance of the account and of ADJUSTMENTS, before and after. */
    @Requires(LedgerPermission.PROPOSE)
    public List<Proposal.Effect> effect(Actor actor, Account account, Money by) {
        Account adjustments = Account.of(AccountKind.ADJUSTMENTS);
        List<Money> now = ledger.balances(actor, List.of(account, adjustments));
        Money debit = Money.of(account.kind().signed(by.minor()), by.currency());
        return List.of(new Proposal.Effect("ledger." + account.kind(), now.get(0).toString(), now.get(0).plus(by).toString()),
                new Proposal.Effect("ledger." + adjustments.kind(), now.get(1).toString(), now.get(1).minus(debit).toString()));
    }

    /**
     * Proposes an adjustment.
     *
     * @param by by how much the balance changes, signed by the account's normal side; not zero
     * @param on the business day, today or before; null for the moment of the approval
     * @return the proposal's code
     * @throws Problem FIELD_INVALID (account, amount, on), FIELD_MISSING (reason), ADJUST_SUSPENSE, PERIOD_CLOSED
     */
    @Requires(LedgerPermission.PROPOSE)
    public String propose(Actor actor, Account account, Money by, LocalDate on, String reason) {
        if (account.kind() == AccountKind.ADJUSTMENTS) {
            throw Problem.invalid("account", account.kind());
        }
        if (account.kind() == AccountKind.SUSPENSE) {
            throw new Problem(LedgerProblem.ADJUST_SUSPENSE);
        }
        if (by.isZero() || !by.currency().equals(transactions.tenant().currency())) {
            throw Problem.invalid("amount", by.major().toPlainString());
        }
        if (on != null && on.isAfter(clock.today())) {
            throw Problem.invalid("on", on);
        }
        List<Proposal.Effect> effect = new ArrayList<>(effect(actor, account, by));
        if (on != null) {
            if (periods.get(actor, YearMonth.from(on)).state() == PeriodState.CLOSED) {
                throw new Problem(LedgerProblem.PERIOD_CLOSED).with("cause", on);
            }
            effect.add(new Proposal.Effect("ledger.booked-on", "", on.toString()));
        }
        Long organisation = account.organisation() == null ? null : account.organisation().value();
        return proposals.propose(actor, KIND, account.kind().name() + (organisation == null ? "" : " " + organisation), account.kind().name(),
                new Proposed(account.kind(), organisation, by.minor(), by.currency(), on), effect, Reason.of(reason));
    }

    /** The same once a key, for programs. */
    @Requires(LedgerPermission.PROPOSE)
    public String propose(Actor actor, Account account, Money by, LocalDate on, String reason, String key) {
        record Made(String code) {
        }
        Long organisation = account.organisation() == null ? null : account.organisation().value();
        return idempotency.once(actor, "ledger.adjust", key, List.of(new Proposed(account.kind(), organisation, by.minor(), by.currency(), on), reason == null ? "" : reason),
                Made.class, () -> new Made(propose(actor, account, by, on, reason))).code();
    }

    /** What waits for a second person, oldest first. */
    @Requires(LedgerPermission.READ)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** All that were ever proposed, the newest first. */
    @Requires(LedgerPermission.READ)
    public List<Proposal> list(Actor actor, String after, int limit) {
        return proposals.page(actor, KIND, false, null, after, limit);
    }

    /** A page of what waits, oldest first. */
    @Requires(LedgerPermission.READ)
    public List<Proposal> waiting(Actor actor, String after, int limit) {
        return proposals.page(actor, KIND, true, null, after, limit);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(LedgerPermission.READ)
    public Proposal get(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /** Posts it. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND, PERIOD_CLOSED, BELOW_LIMIT, ACCOUNT_NOT_OPEN */
    @Requires(LedgerPermission.APPROVE)
    public void approve(Actor actor, String code) {
        proposals.get(actor, KIND, code);
        Proposal approved = proposals.approve(actor, code);
        Proposed proposed = approved.content().as(Proposed.class);
        Account account = proposed.account();
        Money debit = Money.of(account.kind().signed(proposed.minor()), proposed.currency());
        ledger.postAll(actor, at(proposed.on()), List.of(NewPosting.of("adjustment.posted", THING, code, approved.reason(),
                Leg.debit(account, debit), Leg.credit(Account.of(AccountKind.ADJUSTMENTS), debit))));
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(LedgerPermission.APPROVE)
    public void reject(Actor actor, String code, String why) {
        proposals.get(actor, KIND, code);
        proposals.reject(actor, code, why);
    }

    /** The last moment of a day that is over; now for today. */
    private Instant at(LocalDate on) {
        return lastMoment(on, clock, transactions);
    }

    static Instant lastMoment(LocalDate on, BusinessClock clock, Transactions transactions) {
        return on == null || !on.isBefore(clock.today()) ? clock.now()
                : on.plusDays(1).atStartOfDay(transactions.tenant().zone()).toInstant().minus(1, ChronoUnit.MICROS);
    }
}
