package entrepot.settlement;

import entrepot.commission.Accruals;
import entrepot.invoicing.OpenReceivable;
import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.network.MemberFilter;
import entrepot.network.NetworkPermission;
import entrepot.network.Organisation;
import entrepot.network.OrganisationState;
import entrepot.network.Organisations;
import entrepot.payout.Withdrawals;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.wallet.DepositMove;
import entrepot.wallet.Deposits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a membership ends: no new orders; windows run out or are shortened by two persons; a final run pays whatever is due and nets the
 * balances; the deposit goes back less what is owed; and when nothing is left, the membership is closed.
 */
@ApplicationScoped
@UseCases
public class Leavers {

    private static final String THING = "leaving";
    private static final String KIND = "leaver-windows";
    private static final int LIST_MAX = 201;

    /** What headquarters has not decided yet: its member hears of it when it has. */
    private static final Set<Leaving.What> UNDECIDED = EnumSet.of(Leaving.What.ADJUSTMENTS, Leaving.What.DEDUCTIONS);

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private BusinessClock clock;
    @Inject
    private Proposals proposals;
    @Inject
    private History history;
    @Inject
    private Ledger ledger;
    @Inject
    private Organisations organisations;
    @Inject
    private Accruals accruals;
    @Inject
    private Receivables receivables;
    @Inject
    private Deposits deposits;
    @Inject
    private Withdrawals withdrawals;

    private record Shorten(String organisation) {
    }

    /** Members whose membership ends, in order of their codes. @param after the code of the last one on the page before; null for the first page */
    @Requires(SettlementPermission.READ)
    public List<Organisation> list(Actor actor, String after, int limit) {
        return organisations.list(actor, new MemberFilter(OrganisationState.ENDING, null, null, null), after, Math.min(limit, LIST_MAX));
    }

    /** What is still open of a member. @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.READ)
    public Leaving get(Actor actor, String code) {
        return of(actor, organisations.byCode(actor, code));
    }

    /** The same for who keeps the members: how far one is that leaves. @throws Problem NOT_FOUND */
    @Requires(NetworkPermission.MANAGE)
    public Leaving state(Actor actor, String code) {
        return get(actor, code);
    }

    /**
     * How a membership ends, for the member itself.
     *
     * @param headquarters whom to ask, {@code contact} its address; empty where it has given none
     * @param state        the member's own, an {@link OrganisationState} by name
     * @param open         what the member has to know of what is still open; nothing while it does not leave
     * @param settles      whether what is left are balances; {@code closes} whether nothing is left
     */
    public record Way(String headquarters, String contact, String state, List<Leaving.Open> open, boolean settles, boolean closes) {

        public boolean leaves() {
            return OrganisationState.ENDING.name().equals(state);
        }
    }

    /** The actor's own member's way out. @throws Problem NOT_FOUND for headquarters, which never leaves */
    @Requires(SettlementPermission.STATEMENTS)
    public Way way(Actor actor) {
        Actor system = Actor.system(actor.tenant());
        Organisation headquarters = organisations.headquarters(system);
        if (actor.organisation() == null || actor.headquarters() || headquarters.id().equals(actor.organisation())) {
            throw Problem.notFound("organisation", "");
        }
        Organisation own = organisations.get(system, actor.organisation());
        String contact = organisations.contact(system, headquarters.id()).orElse("");
        if (!own.state().equals(OrganisationState.ENDING.name())) {
            return new Way(headquarters.name(), contact, own.state(), List.of(), false, false);
        }
        Leaving leaving = of(system, own);
        return new Way(headquarters.name(), contact, own.state(), leaving.open().stream().filter(each -> !UNDECIDED.contains(each.what())).toList(),
                leaving.settles(), leaving.closes());
    }

    private Leaving of(Actor actor, Organisation member) {
        Instant shortened = proposals.page(actor, KIND, false, List.of(member.code()), null, Proposals.LIST_MAX).stream()
                .filter(each -> each.state() == Proposal.State.APPROVED).map(Proposal::proposedAt).findFirst().orElse(null);
        String waiting = proposals.latest(actor, KIND, member.code()).filter(each -> each.state() == Proposal.State.PROPOSED).map(Proposal::code).orElse(null);
        return new Leaving(member, open(actor, member.id(), shortened != null), shortened, waiting, deposits.proposed(Actor.system(actor.tenant()), true, null, LIST_MAX).stream()
                .filter(each -> each.subject().equals(member.code())).map(Proposal::code).toList());
    }

    private List<Leaving.Open> open(Actor actor, OrganisationId member, boolean shortened) {
        Accruals.Pending pending = accruals.pending(Actor.system(actor.tenant()), member);
        List<Leaving.Open> open = new ArrayList<>(sql.list("""
                select what, count, amount_minor, currency, until from (
                  select 1 as no, 'ORDERS' as what, count(*) as count, coalesce(sum(total_minor), 0)::bigint as amount_minor, null::timestamptz as until
                    from published_order where tenant_id = ? and organisation_id = ? and state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED', 'SHIPPED')
                  union all
                  select 2, 'CONSIGNMENTS', count(*), null, null from published_consignment
                   where tenant_id = ? and dealer_id = ? and state in ('HELD', 'OFFERED', 'ACCEPTED', 'PACKED', 'SHIPPED')
                  union all
                  select 3, 'RETURNS', count(*), null, null from published_consignment c
                    join published_order o on o.tenant_id = c.tenant_id and o.code = c.order_code
                   where c.tenant_id = ? and exists (select from published_open_return r where r.tenant_id = c.tenant_id and r.consignment_code = c.code)
                     and (o.organisation_id = ? or c.dealer_id = ?)
                  union all
                  select 4, 'WINDOWS', ? + (select count(*) from published_order where not ? and tenant_id = ? and organisation_id = ?
                                               and state = 'DELIVERED'), ?, ?::timestamptz
                  union all
                  select 5, 'DISPUTES', count(*), coalesce(sum(abs(amount_minor)), 0)::bigint, max(deadline) from settlement_dispute
                   where tenant_id = ? and organisation_id = ? and state = 'OPEN'
                  union all
                  select 6, 'ADJUSTMENTS', count(*), coalesce(sum(amount_minor), 0)::bigint, null from settlement_adjustment
                   where tenant_id = ? and organisation_id = ? and state = 'PROPOSED'
                  union all
                  select 7, 'DEDUCTIONS', count(*), coalesce(sum(amount_minor), 0)::bigint, null from published_deduction
                   where tenant_id = ? and organisation_id = ? and state in ('PROPOSED', 'APPEALED')
                  union all
                  select 8, 'STOCK', coalesce(sum(pieces), 0)::bigint, null, null from published_consigned_stock
                   where tenant_id = ? and holder_id = ?
                  union all
                  select 9, 'TOP_UPS', count(*), coalesce(sum(amount_minor), 0)::bigint, null from published_top_up
                   where tenant_id = ? and organisation_id = ? and state = 'REPORTED'
                  union all
                  select 10, 'RUN', count(*), null, null from settlement_run r
                   where r.tenant_id = ? and r.state in ('DRAFT', 'COLLECTED', 'CALCULATED', 'PREVIEWED', 'SUBMITTED', 'APPROVED')
                     and (r.organisation_id = ? or exists (select from settlement_statement s where s.tenant_id = r.tenant_id and s.run_id = r.id
                                                              and s.organisation_id = ?))) x
                 cross join (select ?::char(3) as currency) y
                 where count > 0 order by no""",
                row -> new Leaving.Open(row.oneOf(Leaving.What.class, "what"), row.number("count"),
                        row.numberOrNull("amount_minor") == null ? null : row.money("amount"), row.instant("until")),
                actor.tenant(), member, actor.tenant(), member, actor.tenant(), member, member, pending.count(), shortened, actor.tenant(), member, pending.amount().minor(),
                pending.until(), actor.tenant(), member, actor.tenant(), member, actor.tenant(), member, actor.tenant(), member, actor.tenant(), member,
                actor.tenant(), member, member, transactions.tenant().currency()));
        Map<AccountKind, Money> balances = balances(actor, member);
        balance(open, Leaving.What.DUE, balances.get(AccountKind.COMMISSION_DUE).plus(balances.get(AccountKind.DEALER_DUE)),
                !balances.get(AccountKind.COMMISSION_DUE).isZero() || !balances.get(AccountKind.DEALER_DUE).isZero());
        Money wallet = balances.get(AccountKind.WALLET).plus(balances.get(AccountKind.HELD));
        balance(open, Leaving.What.WALLET, wallet, !wallet.isZero() || !balances.get(AccountKind.HELD).isZero());
        Map<Leaving.What, AccountKind> rest = Map.of(Leaving.What.RECEIVABLE, AccountKind.RECEIVABLE, Leaving.What.DEPOSIT, AccountKind.DEPOSIT,
                Leaving.What.PAYABLE, AccountKind.PAYABLE);
        for (Leaving.What what : List.of(Leaving.What.RECEIVABLE, Leaving.What.DEPOSIT, Leaving.What.PAYABLE)) {
            balance(open, what, balances.get(rest.get(what)), !balances.get(rest.get(what)).isZero());
        }
        return List.copyOf(open);
    }

    private static void balance(List<Leaving.Open> open, Leaving.What what, Money amount, boolean there) {
        if (there) {
            open.add(new Leaving.Open(what, 1, amount, null));
        }
    }

    private Map<AccountKind, Money> balances(Actor actor, OrganisationId member) {
        List<AccountKind> kinds = List.of(AccountKind.COMMISSION_DUE, AccountKind.DEALER_DUE, AccountKind.WALLET, AccountKind.HELD, AccountKind.RECEIVABLE,
                AccountKind.DEPOSIT, AccountKind.PAYABLE);
        List<Money> amounts = ledger.balances(Actor.system(actor.tenant()), kinds.stream().map(kind -> Account.of(kind, member)).toList());
        Map<AccountKind, Money> balances = new HashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            balances.put(kinds.get(i), amounts.get(i));
        }
        return balances;
    }

    /** Refuses while something must end first. @throws Problem STILL_OPEN with {@code what} and how many {@code more} */
    void checkSettles(Actor actor, Organisation member) {
        refuse(member, of(actor, member).open().stream().filter(each -> each.what().isFirst()).toList());
    }

    private static void refuse(Organisation member, List<Leaving.Open> open) {
        if (!open.isEmpty()) {
            throw new Problem(SettlementProblem.STILL_OPEN).with("name", member.name()).with("what", open.get(0).what()).with("count", open.get(0).count())
                    .with("more", open.size() - 1);
        }
    }

    /**
     * Proposes not to wait for a leaver's windows: what it earned is due at once, and what comes back later is headquarters' loss.
     *
     * @return the proposal's code
     * @throws Problem NOT_FOUND, NOT_LEAVING, STILL_OPEN while goods are on their way or a return is open, RUN_REASON
     */
    @Requires(SettlementPermission.RUN)
    public String proposeShortening(Actor actor, String code, String reason) {
        String why = Settlements.reason(reason);
        Leaving leaving = leaving(actor, code);
        refuse(leaving.member(), moving(leaving));
        Leaving.Open windows = leaving.open().stream().filter(each -> each.what() == Leaving.What.WINDOWS).findFirst()
                .orElseThrow(() -> new Problem(SettlementProblem.NO_WINDOWS).with("name", leaving.member().name()));
        proposals.withdraw(actor, KIND, code, "");
        return proposals.propose(actor, KIND, code, leaving.member().name(), new Shorten(code), List.of(
                new Proposal.Effect("leaver.windows", Long.toString(windows.count()), "0"),
                new Proposal.Effect("leaver.pending", windows.amount().toString(), Money.zero(windows.amount().currency()).toString())), why);
    }

    private static List<Leaving.Open> moving(Leaving leaving) {
        return leaving.open().stream().filter(each -> each.what().ordinal() < Leaving.What.WINDOWS.ordinal()).toList();
    }

    private Leaving leaving(Actor actor, String code) {
        Leaving leaving = get(actor, code);
        if (!leaving.member().state().equals(OrganisationState.ENDING.name())) {
            throw new Problem(SettlementProblem.NOT_LEAVING).with("name", leaving.member().name());
        }
        return leaving;
    }

    /** One proposal to shorten windows. @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.READ)
    public Proposal proposal(Actor actor, String proposal) {
        return proposals.get(actor, KIND, proposal);
    }

    /** Agrees, and what is pending is due. @throws Problem NOT_FOUND, OWN_PROPOSAL, ALREADY_DECIDED, STILL_OPEN if something came in between */
    @Requires(SettlementPermission.APPROVE)
    public Leaving approveShortening(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        String code = proposals.approve(actor, proposal).content().as(Shorten.class).organisation();
        Leaving leaving = leaving(actor, code);
        refuse(leaving.member(), moving(leaving));
        accruals.releaseNow(Actor.system(actor.tenant()), leaving.member().id());
        return get(actor, code);
    }

    /** @throws Problem NOT_FOUND, OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(SettlementPermission.APPROVE)
    public void rejectShortening(Actor actor, String proposal, String verdict) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, verdict);
    }

    /**
     * What becomes of a leaver's wallet with its final settlement, as the books stand now.
     *
     * @param wallet what is in it
     * @param owed   what will still be owed when the run has netted its part: the wallet pays that first
     * @param paid   the rest of the wallet, which is paid out
     */
    public record LastOfWallet(Money wallet, Money owed, Money paid) {
    }

    /** What the approval of a final run that is not posted yet does beside its statement; empty for any other run. */
    @Requires(SettlementPermission.READ)
    public Optional<LastOfWallet> lastOfWallet(Actor actor, SettlementRun run) {
        if (!run.last() || run.totals() == null || run.state().ordinal() >= RunState.POSTED.ordinal()) {
            return Optional.empty();
        }
        OrganisationId member = run.organisation();
        Money balance = ledger.balance(Actor.system(actor.tenant()), Account.of(AccountKind.WALLET, member));
        Money zero = Money.zero(balance.currency());
        Money charged = receivables.open(Actor.system(actor.tenant()), List.of(member)).stream().map(OpenReceivable::open).reduce(zero, Money::plus);
        // what a submitted run nets is not open for others any more
        Money netted = run.state() == RunState.SUBMITTED || run.state() == RunState.APPROVED ? zero : run.totals().receivable();
        Money owed = charged.minus(netted).plus(run.totals().carried().negated().max(zero)).plus(balance.negated().max(zero));
        Money wallet = balance.max(zero);
        return Optional.of(new LastOfWallet(wallet, owed, wallet.minus(owed).max(zero)));
    }

    /**
     * Nets what the final run leaves, in its transaction and with its approval: what is negative becomes a charge, the wallet pays what is
     * charged, and the rest of the wallet is paid out.
     *
     * @return the payout of that rest
     */
    Optional<String> net(Actor system, OrganisationId member, String run) {
        Map<AccountKind, Money> balances = balances(system, member);
        Money zero = Money.zero(balances.get(AccountKind.WALLET).currency());
        Map<AccountKind, Money> negative = new HashMap<>();
        Money due = balances.get(AccountKind.COMMISSION_DUE).plus(balances.get(AccountKind.DEALER_DUE));
        if (due.isNegative()) {
            Money commission = balances.get(AccountKind.COMMISSION_DUE).negated().max(zero).min(due.negated());
            negative.put(AccountKind.COMMISSION_DUE, commission);
            negative.put(AccountKind.DEALER_DUE, due.negated().minus(commission));
        }
        negative.put(AccountKind.WALLET, balances.get(AccountKind.WALLET).negated().max(zero));
        Money owed = negative.values().stream().reduce(zero, Money::plus);
        if (owed.isPositive()) {
            ledger.post(system, NewPosting.of("settlement.negative-charged", Runs.THING, run, "", Leg.debit(Account.of(AccountKind.RECEIVABLE, member), owed),
                    Leg.credit(Account.of(AccountKind.COMMISSION_DUE, member), negative.getOrDefault(AccountKind.COMMISSION_DUE, zero)),
                    Leg.credit(Account.of(AccountKind.DEALER_DUE, member), negative.getOrDefault(AccountKind.DEALER_DUE, zero)),
                    Leg.credit(Account.of(AccountKind.WALLET, member), negative.get(AccountKind.WALLET))));
            receivables.fromNegative(system, member, run, owed);
        }
        Money wallet = balances.get(AccountKind.WALLET).max(zero);
        List<Receivables.Settled> paid = new ArrayList<>();
        Money left = wallet;
        for (OpenReceivable open : receivables.open(system, List.of(member))) {
            Money part = open.open().min(left);
            if (part.isPositive()) {
                paid.add(new Receivables.Settled(open.code(), run, part));
                left = left.minus(part);
            }
        }
        if (!paid.isEmpty()) {
            ledger.post(system, NewPosting.transfer("settlement.wallet-netted", Runs.THING, run, Account.of(AccountKind.WALLET, member),
                    Account.of(AccountKind.RECEIVABLE, member), wallet.minus(left)));
            receivables.settled(system, paid);
        }
        return left.isPositive() ? Optional.of(withdrawals.last(system, member, left)) : Optional.empty();
    }

    /**
     * Proposes what becomes of a leaver's deposit, after its final run: so much of it as is still owed is kept for that, the rest goes back.
     *
     * @return the codes of the proposals, one or two
     * @throws Problem NOT_FOUND, NOT_LEAVING, STILL_OPEN before everything else is settled, NO_DEPOSIT, RUN_REASON
     */
    @Requires(SettlementPermission.RUN)
    public List<String> proposeDeposit(Actor actor, String code, String reason) {
        String why = Settlements.reason(reason);
        Leaving leaving = leaving(actor, code);
        refuse(leaving.member(), leaving.open().stream().filter(each -> each.what().ordinal() < Leaving.What.RECEIVABLE.ordinal()).toList());
        Map<AccountKind, Money> balances = balances(actor, leaving.member().id());
        Money deposit = balances.get(AccountKind.DEPOSIT);
        if (!deposit.isPositive() || !leaving.deposit().isEmpty()) {
            throw new Problem(SettlementProblem.NO_DEPOSIT).with("name", leaving.member().name());
        }
        Money claim = balances.get(AccountKind.RECEIVABLE).min(deposit);
        List<String> codes = new ArrayList<>();
        if (claim.isPositive()) {
            codes.add(deposits.propose(actor, code, DepositMove.Kind.CLAIM, claim.major(), why));
        }
        if (deposit.compareTo(claim) > 0) {
            codes.add(deposits.propose(actor, code, DepositMove.Kind.RETURNED, deposit.minus(claim).major(), why));
        }
        return codes;
    }

    /** Approves all that is proposed about a leaver's deposit. @throws Problem NOT_FOUND, OWN_PROPOSAL, NO_DEPOSIT where nothing waits */
    @Requires(SettlementPermission.APPROVE)
    public Leaving approveDeposit(Actor actor, String code) {
        Leaving leaving = leaving(actor, code);
        if (leaving.deposit().isEmpty()) {
            throw new Problem(SettlementProblem.NO_DEPOSIT).with("name", leaving.member().name());
        }
        leaving.deposit().forEach(proposal -> deposits.approve(actor, proposal));
        return get(actor, code);
    }

    /**
     * Closes a membership of which nothing is left; its archive is kept.
     *
     * @throws Problem NOT_FOUND, NOT_LEAVING, STILL_OPEN with {@code what} and how many {@code more}
     */
    @Requires(SettlementPermission.RUN)
    public Organisation close(Actor actor, String code, String reason) {
        String why = Settlements.reason(reason);
        Leaving leaving = leaving(actor, code);
        refuse(leaving.member(), leaving.open());
        Organisation closed = organisations.close(Actor.system(actor.tenant()), code, why);
        history.record(actor, THING, code, OrganisationState.ENDING, OrganisationState.CLOSED, why);
        return closed;
    }
}
