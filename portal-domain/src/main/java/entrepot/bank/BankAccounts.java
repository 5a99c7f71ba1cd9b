package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.wallet.WalletPermission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Headquarters' accounts at banks. A new one, and each change of one, is proposed by one person and approved by another: members transfer to what stands
 * here. Stopping one takes one person at once.
 */
@ApplicationScoped
@UseCases
public class BankAccounts {

    /** The kind of its proposals. */
    public static final String KIND = "bank-account";
    private static final String THING = "bank-account";
    private static final int LIST_MAX = 100;
    private static final int REASON_MAX = 500;
    private static final String SELECT = "select code, name, holder, bank, bic, number, currency, state, shown from bank_account ";

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private Proposals proposals;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    /**
     * What an account shall be.
     *
     * @param code null for a new one
     */
    public record Proposed(String code, String name, String holder, String bank, String bic, String number, String currency, boolean shown) {
    }

    /** All accounts, by name. */
    @Requires(BankPermission.READ)
    public List<BankAccount> list(Actor actor) {
        return sql.list(SELECT + "where tenant_id = ? order by state, name, id limit ?", BankAccounts::account, actor.tenant(), LIST_MAX);
    }

    /** Those to which members may transfer. */
    @Requires(WalletPermission.REPORT)
    public List<BankAccount> toTransferTo(Actor actor) {
        return sql.list(SELECT + "where tenant_id = ? and state = 'ACTIVE' and shown order by name, id limit ?", BankAccounts::account, actor.tenant(), LIST_MAX);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(BankPermission.READ)
    public BankAccount get(Actor actor, String code) {
        return sql.first(SELECT + "where tenant_id = ? and code = ?", BankAccounts::account, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * Proposes a new account or a change of one.
     *
     * @return the proposal's code
     * @throws Problem BANK_ACCOUNT_NUMBER, BANK_ACCOUNT_CURRENCY, BANK_ACCOUNT_KNOWN, FIELD_MISSING
     */
    @Requires(BankPermission.PROPOSE)
    public String propose(Actor actor, Proposed wanted, String reason) {
        String number = number(wanted.number());
        String currency = wanted.currency() == null || wanted.currency().isBlank() ? transactions.tenant().currency() : wanted.currency().strip().toUpperCase(Locale.ROOT);
        Money.digits(currency);
        if (!currency.equals(transactions.tenant().currency())) {
            throw new Problem(BankProblem.BANK_ACCOUNT_CURRENCY).with("currency", transactions.tenant().currency());
        }
        Proposed clean = new Proposed(wanted.code() == null || wanted.code().isBlank() ? null : wanted.code(), Text.required("name", wanted.name(), Text.NAME_MAX),
                Text.required("holder", wanted.holder(), Text.NAME_MAX), Text.optional("bank", wanted.bank(), Text.NAME_MAX),
                Text.optional("bic", wanted.bic(), 11).toUpperCase(Locale.ROOT), number, currency, wanted.shown());
        BankAccount before = clean.code() == null ? null : get(actor, clean.code());
        refuseKnown(actor, clean);
        List<Proposal.Effect> effect = new ArrayList<>();
        effect.add(new Proposal.Effect("bank.name", before == null ? "" : before.name(), clean.name()));
        effect.add(new Proposal.Effect("bank.holder", before == null ? "" : before.holder(), clean.holder()));
        effect.add(new Proposal.Effect("bank.number", before == null ? "" : before.grouped(), number.replaceAll("(.{4})(?=.)", "$1 ")));
        effect.add(new Proposal.Effect("bank.bank", before == null ? "" : (before.bank() + " " + before.bic()).strip(), (clean.bank() + " " + clean.bic()).strip()));
        String subject = clean.code() == null ? number : clean.code();
        proposals.withdraw(actor, KIND, subject, "");
        return proposals.propose(actor, KIND, subject, clean.name(), clean, effect, Text.optional("reason", reason, REASON_MAX));
    }

    /** What waits for a second person. */
    @Requires(BankPermission.READ)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** What waits for this actor's yes or no. */
    @Requires(BankPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** Applies what another person proposed; a stopped account begins again. */
    @Requires(BankPermission.APPROVE)
    public BankAccount approve(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        Proposed wanted = proposals.approve(actor, proposal).content().as(Proposed.class);
        refuseKnown(actor, wanted);
        if (wanted.code() == null) {
            String code = numbering.lasting("BKA");
            sql.update("""
                    insert into bank_account (tenant_id, id, code, name, holder, bank, bic, number, currency, state, shown, opened_at)
                    values (?, nextval('bank_account_seq'), ?, ?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?)""", actor.tenant(), code, wanted.name(), wanted.holder(),
                    wanted.bank(), wanted.bic(), wanted.number(), wanted.currency(), wanted.shown(), clock.now());
            history.record(actor, THING, code, null, BankAccount.State.ACTIVE, "");
            return get(actor, code);
        }
        BankAccount before = get(actor, wanted.code());
        sql.update("""
                update bank_account set name = ?, holder = ?, bank = ?, bic = ?, number = ?, shown = ?, state = 'ACTIVE' where tenant_id = ? and code = ?""",
                wanted.name(), wanted.holder(), wanted.bank(), wanted.bic(), wanted.number(), wanted.shown(), actor.tenant(), wanted.code());
        if (before.state() != BankAccount.State.ACTIVE) {
            history.record(actor, THING, wanted.code(), before.state(), BankAccount.State.ACTIVE, "");
        }
        return get(actor, wanted.code());
    }

    /** @throws Problem REASON_NEEDED, OWN_PROPOSAL, ALREADY_DECIDED */
    @Requires(BankPermission.APPROVE)
    public void reject(Actor actor, String proposal, String reason) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, reason);
    }

    /** Members do not see it any more, and no statement is taken. */
    @Requires(BankPermission.PROPOSE)
    public BankAccount stop(Actor actor, String code, String reason) {
        String why = Text.optional("reason", reason, REASON_MAX);
        if (why.isEmpty()) {
            throw new Problem(BankProblem.BANK_REASON);
        }
        BankAccount account = get(actor, code);
        BankAccount.State.TRANSITIONS.check(account.state(), BankAccount.State.STOPPED);
        sql.update("update bank_account set state = 'STOPPED' where tenant_id = ? and code = ?", actor.tenant(), code);
        history.record(actor, THING, code, account.state(), BankAccount.State.STOPPED, why);
        return get(actor, code);
    }

    private void refuseKnown(Actor actor, Proposed wanted) {
        sql.first("select code from bank_account where tenant_id = ? and number = ? and code is distinct from ?::text", row -> row.text("code"), actor.tenant(),
                wanted.number(), wanted.code()).ifPresent(other -> {
            throw new Problem(BankProblem.BANK_ACCOUNT_KNOWN).with("code", other);
        });
    }

    /** Without blanks, in capitals. @throws Problem BANK_ACCOUNT_NUMBER for what cannot be one, and for an IBAN with a slip in it */
    static String number(String typed) {
        String number = (typed == null ? "" : typed).replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT);
        if (!number.matches("[0-9A-Z]{4,34}") || number.matches("[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}") && !isIban(number)) {
            throw new Problem(BankProblem.BANK_ACCOUNT_NUMBER).with("number", typed);
        }
        return number;
    }

    private static boolean isIban(String number) {
        StringBuilder digits = new StringBuilder();
        (number.substring(4) + number.substring(0, 4)).chars().forEach(c -> digits.append(Character.getNumericValue(c)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    private static BankAccount account(Row row) {
        return new BankAccount(row.text("code"), row.text("name"), row.text("holder"), row.text("bank"), row.text("bic"), row.text("number"), row.text("currency"),
                row.oneOf(BankAccount.State.class, "state"), row.flag("shown"));
    }
}
