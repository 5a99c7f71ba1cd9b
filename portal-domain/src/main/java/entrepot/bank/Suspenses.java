package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
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
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Clearing what nobody knew. Always two persons, whatever the amount: money without an owner is what a thief would wish for. The reason is given by the
 * first and stays with the posting.
 */
@ApplicationScoped
@UseCases
public class Suspenses {

    /** Rows of a list at most. */
    public static final int LIST_MAX = 201;
    /** The kind of its proposals. */
    public static final String KIND = "bank-suspense";
    static final String THING = "suspense";
    private static final int REASON_MAX = 500;
    private static final String SELECT = """
            select u.code, l.code as line, u.amount_minor, u.currency, l.name, l.text, u.state, u.reason, u.opened_by, u.opened_at, u.cleared_to, u.organisation_id, u.cleared_at
              from bank_suspense u join bank_line l on l.tenant_id = u.tenant_id and l.id = u.line_id
            """;

    @Inject
    private Sql sql;

    @Inject
    private Proposals proposals;

    @Inject
    private Organisations organisations;

    @Inject
    private Ledger ledger;

    @Inject
    private TopUps topUps;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /** @param member the code of the member whose wallet or debt it is; empty for the others */
    public record Clearing(Suspense.To to, String member, String reason) {
    }

    /** @param open whether only what is not cleared yet */
    @Requires(BankPermission.READ)
    public List<Suspense> list(Actor actor, boolean open, String after, int limit) {
        return sql.list(SELECT + """
                 where u.tenant_id = ? and (not ? or u.state in ('OPEN', 'PROPOSED')) and (?::text is null or u.id < (select x.id from bank_suspense x where x.tenant_id = ? and x.code = ?))
                 order by u.id desc limit ?""", Suspenses::suspense, actor.tenant(), open, after, actor.tenant(), after, Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** @throws Problem NOT_FOUND */
    @Requires(BankPermission.READ)
    public Suspense get(Actor actor, String code) {
        return sql.first(SELECT + " where u.tenant_id = ? and u.code = ?", Suspenses::suspense, actor.tenant(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    @Requires(BankPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** What waits for this actor's yes or no. */
    @Requires(BankPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** What is proposed for one; null where nothing waits. */
    @Requires(BankPermission.READ)
    public Proposal proposal(Actor actor, String code) {
        return proposals.latest(actor, KIND, get(actor, code).code()).filter(latest -> latest.state() == Proposal.State.PROPOSED).orElse(null);
    }

    /**
     * Says whose it is; another person has to agree.
     *
     * @throws Problem SUSPENSE_DECIDED, BANK_REASON, NOT_FOUND for a member that there is none
     */
    @Requires(BankPermission.PROPOSE)
    public String propose(Actor actor, String code, Clearing clearing) {
        Suspense.State from = lock(actor, code);
        if (from != Suspense.State.OPEN) {
            throw new Problem(BankProblem.SUSPENSE_DECIDED).with("code", code);
        }
        if (clearing.to() == null) {
            throw Problem.missing("to");
        }
        String reason = Text.optional("reason", clearing.reason(), REASON_MAX);
        if (reason.isEmpty()) {
            throw new Problem(BankProblem.BANK_REASON);
        }
        Organisation member = member(actor, clearing);
        Suspense suspense = get(actor, code);
        List<Proposal.Effect> effect = new ArrayList<>();
        effect.add(new Proposal.Effect("suspense." + clearing.to(), "", suspense.amount().toString() + (member == null ? "" : " · " + member.name())));
        String proposal = proposals.propose(actor, KIND, code, code, new Clearing(clearing.to(), member == null ? "" : member.code(), reason), effect, reason);
        move(actor, code, from, Suspense.State.PROPOSED, reason);
        return proposal;
    }

    /** Another person agrees: it is posted. Leaves {@link SuspenseCleared}. @throws Problem OWN_PROPOSAL, SUSPENSE_DECIDED, SUSPENSE_NOT_OWED */
    @Requires(BankPermission.APPROVE)
    public Suspense approve(Actor actor, String code) {
        Proposal waiting = waiting(actor, code);
        Proposal approved = proposals.approve(actor, waiting.code());
        Clearing clearing = approved.content().as(Clearing.class);
        Suspense.State from = lock(actor, code);
        Suspense.State.TRANSITIONS.check(from, Suspense.State.CLEARED);
        Organisation member = member(actor, clearing);
        Suspense suspense = get(actor, code);
        post(actor, suspense, clearing, member);
        sql.update("""
                update bank_suspense set state = 'CLEARED', cleared_to = ?, organisation_id = ?::bigint, cleared_at = ?, maker_person_id = ?, checker_person_id = ?
                 where tenant_id = ? and code = ?""", clearing.to(), member == null ? null : member.id().value(), clock.now(), approved.makerPerson().value(),
                actor.person().value(), actor.tenant(), code);
        history.record(actor, THING, code, from, Suspense.State.CLEARED, clearing.reason());
        outbox.add(actor, new SuspenseCleared(code, clearing.to().name(), member == null ? null : member.id(), suspense.amount(), clock.now()));
        return get(actor, code);
    }

    /** It is somebody else's. @throws Problem REASON_NEEDED, OWN_PROPOSAL, NOT_FOUND where nothing is proposed */
    @Requires(BankPermission.APPROVE)
    public Suspense reject(Actor actor, String code, String reason) {
        Proposal waiting = waiting(actor, code);
        Suspense.State from = lock(actor, code);
        proposals.reject(actor, waiting.code(), reason);
        move(actor, code, from, Suspense.State.OPEN, reason);
        return get(actor, code);
    }

    private Proposal waiting(Actor actor, String code) {
        Proposal waiting = proposal(actor, code);
        if (waiting == null) {
            throw new Problem(BankProblem.SUSPENSE_DECIDED).with("code", code);
        }
        return waiting;
    }

    private void post(Actor actor, Suspense suspense, Clearing clearing, Organisation member) {
        boolean in = suspense.amount().isPositive();
        Money amount = in ? suspense.amount() : suspense.amount().negated();
        OrganisationId whose = member == null ? null : member.id();
        if (clearing.to() == Suspense.To.WALLET && in) {
            // as any transfer: the member sees it among its top-ups and is told
            topUps.received(actor, whose, amount, clock.today(), TopUp.Source.TRANSFER, AccountKind.SUSPENSE, suspense.code());
            return;
        }
        Account other = switch (clearing.to()) {
            case WALLET -> Account.of(AccountKind.WALLET, whose);
            case RECEIVABLE -> Account.of(AccountKind.RECEIVABLE, whose);
            case BACK -> Account.of(AccountKind.BANK);
            case FEES -> Account.of(AccountKind.PAYMENT_FEES);
            case ADJUSTMENTS -> Account.of(AccountKind.ADJUSTMENTS);
        };
        Money owed = clearing.to() == Suspense.To.RECEIVABLE ? ledger.balance(Actor.system(actor.tenant()), other) : null;
        if (owed != null && in && amount.compareTo(owed) > 0) {
            throw new Problem(BankProblem.SUSPENSE_NOT_OWED).with("owed", owed);
        }
        Account own = Account.of(AccountKind.SUSPENSE);
        ledger.post(actor, NewPosting.of("suspense.cleared", THING, suspense.code(), clearing.reason(), Leg.debit(in ? own : other, amount), Leg.credit(in ? other : own, amount)));
    }

    private Organisation member(Actor actor, Clearing clearing) {
        if (clearing.to() != Suspense.To.WALLET && clearing.to() != Suspense.To.RECEIVABLE) {
            return null;
        }
        if (clearing.member() == null || clearing.member().isBlank()) {
            throw Problem.missing("member");
        }
        Organisation member = organisations.byCode(actor, clearing.member());
        if (member.headquarters()) {
            throw Problem.notFound("organisation", clearing.member());
        }
        return member;
    }

    private Suspense.State lock(Actor actor, String code) {
        return sql.first("select state from bank_suspense where tenant_id = ? and code = ? for update", row -> row.oneOf(Suspense.State.class, "state"), actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    private void move(Actor actor, String code, Suspense.State from, Suspense.State to, String why) {
        Suspense.State.TRANSITIONS.check(from, to);
        sql.update("update bank_suspense set state = ? where tenant_id = ? and code = ?", to, actor.tenant(), code);
        history.record(actor, THING, code, from, to, why);
    }

    private static Suspense suspense(Row row) {
        return new Suspense(row.text("code"), row.text("line"), row.money("amount"), row.text("name"), row.text("text"), row.oneOf(Suspense.State.class, "state"),
                row.text("reason"), row.text("opened_by"), row.instant("opened_at"), row.oneOf(Suspense.To.class, "cleared_to"),
                row.numberOrNull("organisation_id") == null ? null : new OrganisationId(row.number("organisation_id")), row.instant("cleared_at"));
    }
}
