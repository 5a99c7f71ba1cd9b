package entrepot.wallet;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
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
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Proof;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** What members leave with headquarters by their contracts: paid in, returned, or kept for what they owe. */
@ApplicationScoped
@UseCases
public class Deposits {

    /** The kind of its proposals. */
    public static final String KIND = "deposit";
    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final String THING = "deposit";

    private static final String SELECT = """
            select o.id as organisation_id, o.name, o.code, coalesce(d.required_minor, 0) as required_minor, coalesce(b.balance_minor, 0) as paid_minor,
                   coalesce(d.why, '') as why, ?::text as currency
              from published_organisation o
              left join wallet_deposit d on d.tenant_id = o.tenant_id and d.organisation_id = o.id
              left join ledger_account a on a.tenant_id = o.tenant_id and a.organisation_id = o.id and a.kind = 'DEPOSIT'
              left join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
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
    private Outbox outbox;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Proposals proposals;

    @Inject
    private Ledger ledger;

    @Inject
    private Organisations organisations;

    @Inject
    private TopUps topUps;

    /** What a proposal holds; the database compares it with what is done. */
    record Content(long organisation, DepositMove.Kind kind, long amountMinor, String currency, String reason) {

        Money amount() {
            return Money.of(amountMinor, currency);
        }
    }

    /** Says how much a member has to leave, by its contract. Nothing moves. @throws Problem NOT_FOUND, CREDIT_TERMS, FIELD_MISSING */
    @Requires(WalletPermission.CREDIT_PROPOSE)
    public Deposit require(Actor actor, String memberCode, BigDecimal required, String why) {
        Organisation member = organisations.byCode(actor, memberCode);
        if (required == null) {
            throw Problem.missing("required");
        }
        Money amount = Money.parse(required, transactions.tenant().currency());
        if (amount.isNegative() || member.headquarters()) {
            throw new Problem(WalletProblem.CREDIT_TERMS).with("field", "required");
        }
        sql.update("""
                insert into wallet_deposit (tenant_id, organisation_id, currency, required_minor, why, set_by, set_at) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, organisation_id) do update set required_minor = excluded.required_minor, why = excluded.why,
                       set_by = excluded.set_by, set_at = excluded.set_at""",
                actor.tenant(), member.id(), amount.currency(), amount.minor(), CreditLines.required("why", why), actor.name(), clock.now());
        return of(actor, member.id());
    }

    /** Reports a transfer that is meant for the deposit: BANK → DEPOSIT when finance has confirmed it. @throws Problem as {@link TopUps#report} */
    @Requires(WalletPermission.REPORT)
    public TopUp report(Actor actor, ReportTopUp report, Proof file) {
        TopUp topUp = topUps.report(actor, report, file);
        sql.update("insert into wallet_deposit_transfer (tenant_id, top_up_code) values (?, ?)", actor.tenant(), topUp.code());
        return topUp;
    }

    /** On which account a confirmed top-up stands. */
    AccountKind accountFor(Actor actor, String topUp) {
        return sql.first("select 1 as one from wallet_deposit_transfer where tenant_id = ? and top_up_code = ?", row -> row.integer("one"), actor.tenant(),
                topUp).isPresent() ? AccountKind.DEPOSIT : AccountKind.WALLET;
    }

    /** What one pays from the wallet. */
    public record PayIn(BigDecimal amount) {
    }

    /**
     * Pays into the deposit from the actor's own wallet: WALLET → DEPOSIT.
     *
     * @param key the caller's idempotency key
     * @throws Problem DEPOSIT_TOO_LITTLE if the wallet itself has less: a deposit is not paid on credit; TOP_UP_AMOUNT, FIELD_MISSING
     */
    @Requires(WalletPermission.REPORT)
    public Deposit payFromWallet(Actor actor, PayIn pay, String key) {
        return idempotency.once(actor, "deposits.pay", key, pay, Deposit.class, () -> {
            Money amount = positive(pay.amount());
            Money there = ledger.balance(Actor.system(actor.tenant()), Account.of(AccountKind.WALLET, actor.organisation()));
            if (there.compareTo(amount) < 0) {
                throw new Problem(WalletProblem.DEPOSIT_TOO_LITTLE).with("available", there).with("needed", amount);
            }
            move(actor, actor.organisation(), DepositMove.Kind.FROM_WALLET, null, amount, "");
            // an order may have come in between: the posting waited for it
            if (ledger.balance(Actor.system(actor.tenant()), Account.of(AccountKind.WALLET, actor.organisation())).isNegative()) {
                throw new Problem(WalletProblem.DEPOSIT_TOO_LITTLE).with("available", there).with("needed", amount);
            }
            return of(actor, actor.organisation());
        });
    }

    /**
     * Proposes to return, or to keep, a part of a member's deposit.
     *
     * @return the proposal's code
     * @throws Problem NOT_FOUND, DEPOSIT_TOO_LITTLE, CREDIT_TERMS, TOP_UP_AMOUNT, FIELD_MISSING
     */
    @Requires(WalletPermission.CREDIT_PROPOSE)
    public String propose(Actor actor, String memberCode, DepositMove.Kind kind, BigDecimal wanted, String reason) {
        Organisation member = organisations.byCode(actor, memberCode);
        if (kind == null || kind == DepositMove.Kind.FROM_WALLET) {
            throw new Problem(WalletProblem.CREDIT_TERMS).with("field", "kind");
        }
        Money amount = positive(wanted);
        String why = CreditLines.required("reason", reason);
        Deposit now = of(actor, member.id());
        if (now.paid().compareTo(amount) < 0) {
            throw new Problem(WalletProblem.DEPOSIT_TOO_LITTLE).with("available", now.paid()).with("needed", amount);
        }
        checkOwed(actor, member.id(), kind, amount);
        return proposals.propose(actor, KIND, member.code(), member.name(),
                new Content(member.id().value(), kind, amount.minor(), amount.currency(), why),
                List.of(new Proposal.Effect("deposit" + kind.name(), "", amount.toString()),
                        new Proposal.Effect("depositPaid", now.paid().toString(), now.paid().minus(amount).toString()),
                        new Proposal.Effect("depositRequired", now.required().toString(), now.required().toString())), why);
    }

    /** The same once a key. @param key the caller's idempotency key */
    @Requires(WalletPermission.CREDIT_PROPOSE)
    public String propose(Actor actor, String memberCode, DepositMove.Kind kind, BigDecimal wanted, String reason, String key) {
        return idempotency.once(actor, "deposits.propose", key, Arrays.asList(memberCode, kind, wanted, reason), Proposed.class,
                () -> new Proposed(propose(actor, memberCode, kind, wanted, reason))).code();
    }

    /** What is kept under a key. */
    record Proposed(String code) {
    }

    /** Approves what another proposed, and does it. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, DEPOSIT_TOO_LITTLE, NOT_FOUND */
    @Requires(WalletPermission.CREDIT_APPROVE)
    public DepositMove approve(Actor actor, String proposalCode) {
        proposals.get(actor, KIND, proposalCode);
        Content content = proposals.approve(actor, proposalCode).content().as(Content.class);
        OrganisationId member = new OrganisationId(content.organisation());
        Money paid = of(actor, member).paid();
        if (paid.compareTo(content.amount()) < 0) {
            throw new Problem(WalletProblem.DEPOSIT_TOO_LITTLE).with("available", paid).with("needed", content.amount());
        }
        checkOwed(actor, member, content.kind(), content.amount());
        return move(actor, member, content.kind(), proposalCode, content.amount(), content.reason());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(WalletPermission.CREDIT_APPROVE)
    public void reject(Actor actor, String proposalCode, String reason) {
        proposals.get(actor, KIND, proposalCode);
        proposals.reject(actor, proposalCode, reason);
    }

    /** What was proposed: what waits oldest first, else all newest first. */
    @Requires(WalletPermission.CREDIT_READ)
    public List<Proposal> proposed(Actor actor, boolean waiting, String after, int limit) {
        return proposals.page(actor, KIND, waiting, null, after, limit);
    }

    /** One proposal. @throws Problem NOT_FOUND */
    @Requires(WalletPermission.CREDIT_READ)
    public Proposal proposal(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /** A member's deposit. @throws Problem NOT_FOUND for a member that the actor does not see */
    @Requires(WalletPermission.READ)
    public Deposit of(Actor actor, OrganisationId member) {
        if (!actor.sees(member)) {
            throw Problem.notFound("organisation", "");
        }
        return sql.first(SELECT + " where o.tenant_id = ? and o.id = ?", Deposits::deposit, transactions.tenant().currency(), actor.tenant(), member)
                .orElseThrow(() -> Problem.notFound("organisation", ""));
    }

    /** Members that have to leave a deposit or have left one, by name and code. */
    @Requires(WalletPermission.CREDIT_READ)
    public List<Deposit> list(Actor actor, String after, int limit) {
        return sql.list(SELECT + """
                 where o.tenant_id = ? and not o.headquarters and (d.required_minor > 0 or b.balance_minor > 0)
                   and (?::text is null or (o.name, o.code) > (select x.name, x.code from published_organisation x where x.tenant_id = ? and x.code = ?))
                 order by o.name, o.code limit ?""", Deposits::deposit, transactions.tenant().currency(), actor.tenant(), after, actor.tenant(), after,
                Math.min(limit, LIST_MAX));
    }

    /** What moved on it, newest first, at most {@value #LIST_MAX}. */
    @Requires(WalletPermission.READ)
    public List<DepositMove> moves(Actor actor, OrganisationId member) {
        of(actor, member);
        return sql.list("""
                select code, kind, amount_minor, currency, reason, by_name, at from wallet_deposit_move
                 where tenant_id = ? and organisation_id = ? order by id desc limit ?""", Deposits::moved, actor.tenant(), member, LIST_MAX);
    }

    private DepositMove move(Actor actor, OrganisationId member, DepositMove.Kind kind, String proposal, Money amount, String reason) {
        String code = numbering.next("DEP");
        sql.update("""
                insert into wallet_deposit_move (tenant_id, id, code, organisation_id, kind, proposal_code, currency, amount_minor, reason, by_name, at)
                values (?, nextval('wallet_deposit_move_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, member, kind, proposal, amount.currency(), amount.minor(), reason, actor.name(), clock.now());
        Account deposit = Account.of(AccountKind.DEPOSIT, member);
        ledger.post(actor, switch (kind) {
            case FROM_WALLET -> NewPosting.transfer("deposit.paid", THING, code, Account.of(AccountKind.WALLET, member), deposit, amount);
            case RETURNED -> NewPosting.transfer("deposit.returned", THING, code, deposit, Account.of(AccountKind.PAYABLE, member), amount);
            case PENALTY -> NewPosting.transfer("deposit.forfeited", THING, code, deposit, Account.of(AccountKind.PENALTIES), amount);
            case CLAIM -> NewPosting.transfer("deposit.claimed", THING, code, deposit, Account.of(AccountKind.RECEIVABLE, member), amount);
        });
        if (kind == DepositMove.Kind.RETURNED) {
            outbox.add(actor, new DepositReturned(code, member, amount));
        } else if (kind == DepositMove.Kind.CLAIM) {
            outbox.add(actor, new DepositClaimed(code, member, amount));
        }
        return sql.one("select code, kind, amount_minor, currency, reason, by_name, at from wallet_deposit_move where tenant_id = ? and code = ?",
                Deposits::moved, actor.tenant(), code);
    }

    /** Only what a member owes can be taken for it. */
    private void checkOwed(Actor actor, OrganisationId member, DepositMove.Kind kind, Money amount) {
        if (kind == DepositMove.Kind.CLAIM) {
            Money owed = ledger.balance(Actor.system(actor.tenant()), Account.of(AccountKind.RECEIVABLE, member));
            if (owed.compareTo(amount) < 0) {
                throw new Problem(WalletProblem.DEPOSIT_TOO_LITTLE).with("available", owed).with("needed", amount);
            }
        }
    }

    private Money positive(BigDecimal major) {
        if (major == null) {
            throw Problem.missing("amount");
        }
        Money amount = Money.parse(major, transactions.tenant().currency());
        if (!amount.isPositive()) {
            throw new Problem(WalletProblem.TOP_UP_AMOUNT).with("amount", amount);
        }
        return amount;
    }

    private static DepositMove moved(Row row) {
        return new DepositMove(row.text("code"), row.oneOf(DepositMove.Kind.class, "kind"), row.money("amount"), row.text("reason"), row.text("by_name"),
                row.instant("at"));
    }

    private static Deposit deposit(Row row) {
        return new Deposit(new OrganisationId(row.number("organisation_id")), row.text("name"), row.text("code"), row.money("required"),
                row.money("paid"), row.text("why"));
    }
}
