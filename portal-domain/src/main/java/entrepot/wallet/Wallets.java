package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.AccountStatement;
import entrepot.ledger.Books;
import entrepot.ledger.Entry;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerProblem;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What members may spend. */
@ApplicationScoped
@UseCases
public class Wallets {

    @Inject
    private Ledger ledger;

    @Inject
    private Books books;

    @Inject
    private Sql sql;

    /** @throws Problem NOT_FOUND for an organisation that the actor may not see */
    @Requires(WalletPermission.READ)
    public Balance balance(Actor actor, OrganisationId organisation) {
        List<Money> balances = ledger.balances(actor, List.of(wallet(organisation), held(organisation)));
        return new Balance(balances.get(0), balances.get(1), ledger.limit(actor, wallet(organisation)));
    }

    /** Money to be set aside for an order. */
    public record Hold(OrganisationId organisation, String orderCode, Money amount) {
    }

    /**
     * Sets money aside for an order: WALLET → HELD, once an order; nothing for an order that costs nothing.
     *
     * @throws Problem INSUFFICIENT_FUNDS with {@code needed} and {@code available}; the transaction is lost with it
     */
    @Requires(Requires.SYSTEM)
    public void hold(Actor actor, OrganisationId organisation, String orderCode, Money amount) {
        Trip trip = sql.trip();
        holdAll(actor, trip, List.of(new Hold(organisation, orderCode, amount)));
        trip.go();
    }

    /** The same for many orders, all or none, with others in one round trip; the refusal names the first of them. */
    @Requires(Requires.SYSTEM)
    public void holdAll(Actor actor, Trip trip, List<Hold> holds) {
        List<Hold> some = holds.stream().filter(hold -> !hold.amount().isZero()).toList();
        ledger.postAll(actor, trip, some.stream().map(hold -> NewPosting.transfer("order.held", "order", hold.orderCode(),
                wallet(hold.organisation()), held(hold.organisation()), hold.amount())).toList());
        trip.refusing(failure -> failure instanceof Problem problem && problem.code() == LedgerProblem.BELOW_LIMIT
                ? insufficient(some.get(0), problem.details().get("available")) : failure);
    }

    /** The refusal of an order that its member cannot pay; where its credit line is blocked, it says since when and for how much. */
    public static Problem insufficient(Hold hold, Spendable spendable) {
        Problem refusal = insufficient(hold, spendable.money());
        return spendable.since() == null ? refusal : new Problem(WalletProblem.CREDIT_OVERDUE).with("order", hold.orderCode())
                .with("needed", hold.amount()).with("available", spendable.money()).with("overdue", spendable.overdue()).with("since", spendable.since());
    }

    private static Problem insufficient(Hold hold, Object available) {
        return new Problem(WalletProblem.INSUFFICIENT_FUNDS).with("order", hold.orderCode())
                .with("needed", hold.amount()).with("available", available);
    }

    /** What those organisations may still spend, credit lines included, with others in one round trip; who has no wallet is left out. */
    @Requires(Requires.SYSTEM)
    public Later<Map<OrganisationId, Spendable>> spendable(Actor actor, Trip trip, Collection<OrganisationId> organisations) {
        return trip.list("""
                select a.organisation_id, b.balance_minor + b.limit_minor as money_minor, a.currency, coalesce(l.overdue_minor, 0) as overdue_minor,
                       l.overdue_since
                  from ledger_account a
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                  left join wallet_credit_line l on l.tenant_id = a.tenant_id and l.organisation_id = a.organisation_id
                                                and l.state in ('ACTIVE', 'STOPPED', 'ENDED')
                 where a.tenant_id = ? and a.owner_id = any (?) and a.kind = 'WALLET'""",
                row -> Map.entry(new OrganisationId(row.number("organisation_id")),
                        new Spendable(row.money("money"), row.money("overdue"), row.date("overdue_since"))),
                actor.tenant(), Columns.numbers(organisations, OrganisationId::value))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Gives back what was set aside and is not needed: HELD → WALLET, once an order. */
    @Requires(Requires.SYSTEM)
    public void release(Actor actor, OrganisationId organisation, String orderCode, Money amount) {
        ledger.post(actor, NewPosting.transfer("order.released", "order", orderCode, held(organisation),
                wallet(organisation), amount));
    }

    /** Gives back what was set aside for one part of an order: HELD → WALLET, once a part. */
    @Requires(Requires.SYSTEM)
    public void releasePart(Actor actor, OrganisationId organisation, String orderCode, String part, Money amount) {
        ledger.post(actor, NewPosting.of("order.released", "consignment", part, orderCode,
                Leg.debit(held(organisation), amount), Leg.credit(wallet(organisation), amount)));
    }

    /**
     * Sets more money aside for one part of an order that became dearer: WALLET → HELD, once a part.
     *
     * @throws Problem INSUFFICIENT_FUNDS as {@link #hold}
     */
    @Requires(Requires.SYSTEM)
    public void holdPart(Actor actor, OrganisationId organisation, String orderCode, String part, Money amount) {
        spend(orderCode, amount, () -> ledger.post(actor, NewPosting.of("order.held", "consignment", part, orderCode,
                Leg.debit(wallet(organisation), amount), Leg.credit(held(organisation), amount))));
    }

    /**
     * What an order costs more or less than what is held for it: WALLET ↔ HELD, once a change; nothing for no difference.
     *
     * @throws Problem INSUFFICIENT_FUNDS; the transaction is lost with it
     */
    @Requires(Requires.SYSTEM)
    public void change(Actor actor, OrganisationId organisation, String orderCode, String change, Money difference) {
        if (difference.isZero()) {
            return;
        }
        Money amount = difference.isNegative() ? difference.negated() : difference;
        Account from = difference.isNegative() ? held(organisation) : wallet(organisation);
        Account to = difference.isNegative() ? wallet(organisation) : held(organisation);
        spend(orderCode, amount, () -> ledger.post(actor, NewPosting.of("order.changed", "order-change", change, orderCode,
                Leg.debit(from, amount), Leg.credit(to, amount))));
    }

    /**
     * Charges a member for what is done with a parcel at its wish: WALLET → FREIGHT_INCOME, once a cause.
     *
     * @throws Problem INSUFFICIENT_FUNDS; the transaction is lost with it
     */
    @Requires(Requires.SYSTEM)
    public void charge(Actor actor, OrganisationId organisation, String orderCode, String request, Money fee) {
        if (!fee.isZero()) {
            spend(orderCode, fee, () -> ledger.post(actor, NewPosting.of("order.intercept", "order-request", request, orderCode,
                    Leg.debit(wallet(organisation), fee), Leg.credit(Account.of(AccountKind.FREIGHT_INCOME), fee))));
        }
    }

    /** Gives back what was charged for that, once: the carrier did not do it. */
    @Requires(Requires.SYSTEM)
    public void giveBack(Actor actor, OrganisationId organisation, String orderCode, String request, Money fee) {
        if (!fee.isZero()) {
            ledger.post(actor, NewPosting.of("order.intercept-missed", "order-request", request, orderCode,
                    Leg.debit(Account.of(AccountKind.FREIGHT_INCOME), fee), Leg.credit(wallet(organisation), fee)));
        }
    }

    private static void spend(String orderCode, Money amount, Runnable posting) {
        try {
            posting.run();
        } catch (Problem problem) {
            if (problem.code() == LedgerProblem.BELOW_LIMIT) {
                throw new Problem(WalletProblem.INSUFFICIENT_FUNDS).with("order", orderCode).with("needed", amount)
                        .with("available", problem.details().get("available"));
            }
            throw problem;
        }
    }

    /** What moved on the wallet, newest first; {@code after} is the last key of the page before, or null. */
    @Requires(WalletPermission.READ)
    public List<Entry> history(Actor actor, OrganisationId organisation, PostingKey after, int limit) {
        return ledger.entries(actor, wallet(organisation), after, limit);
    }

    /**
     * What the wallet did in some days, as a bank states it.
     *
     * @param from first day; null for the beginning
     * @param to   last day; null for now
     * @throws Problem NOT_FOUND for an organisation that the actor may not see
     */
    @Requires(WalletPermission.READ)
    public AccountStatement statement(Actor actor, OrganisationId organisation, LocalDate from, LocalDate to) {
        return books.statement(actor, wallet(organisation), from, to, null);
    }

    /** The lines of that statement, the oldest first; {@code after} is the last key of the page before, or null. @throws Problem NOT_FOUND */
    @Requires(WalletPermission.READ)
    public List<Entry> lines(Actor actor, OrganisationId organisation, LocalDate from, LocalDate to, PostingKey after, int limit) {
        return books.lines(actor, wallet(organisation), from, to, null, after, limit);
    }

    /** All of them. @throws Problem NOT_FOUND, TOO_MANY_ROWS before the first is handed over */
    @Requires(WalletPermission.READ)
    public void lines(Actor actor, OrganisationId organisation, LocalDate from, LocalDate to, Consumer<Entry> use) {
        books.lines(actor, wallet(organisation), from, to, null, use);
    }

    private static Account wallet(OrganisationId organisation) {
        return Account.of(AccountKind.WALLET, organisation);
    }

    private static Account held(OrganisationId organisation) {
        return Account.of(AccountKind.HELD, organisation);
    }
}
