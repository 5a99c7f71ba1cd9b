package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How headquarters pays: read by everybody here, proposed by one and approved by another. */
@ApplicationScoped
@UseCases
public class PaymentTerms {

    static final String KIND = "payout-terms";
    private static final String NAMES_NOT_CARRIED = "namesNotCarried";
    private static final int TEXT_MAX = 70;
    private static final int COLUMNS_MAX = 30;
    private static final int AMOUNT_SCALE_MAX = 3;
    private static final int AMOUNT_DIGITS_MAX = 15;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    /** Those in force; examples until two persons have said otherwise. */
    @Requires(PayoutPermission.READ)
    public Terms now(Actor actor) {
        return sql.first("select terms::text as terms from payout_terms where tenant_id = ? order by id desc limit 1",
                row -> row.json("terms").as(Terms.class), actor.tenant()).orElse(Terms.EXAMPLE);
    }

    /** What waits for a second person; empty where nothing does. */
    @Requires(PayoutPermission.BATCHES)
    public Optional<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND).stream().findFirst();
    }

    /** @return the proposal's code. @throws Problem TERMS_WRONG naming the field */
    @Requires(PayoutPermission.PREPARE)
    public String propose(Actor actor, Terms terms) {
        Terms checked = checked(terms, Money.digits(transactions.tenant().currency()));
        proposals.withdraw(actor, KIND, "terms", "");
        return proposals.propose(actor, KIND, "terms", "payout-terms", checked, effect(actor, now(actor), checked), "");
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(PayoutPermission.APPROVE)
    public Terms approve(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        Terms terms = proposals.approve(actor, proposal).content().as(Terms.class);
        sql.update("insert into payout_terms (tenant_id, id, terms, valid_from, proposal) values (?, nextval('payout_terms_seq'), ?, ?, ?)",
                actor.tenant(), Json.of(terms), clock.now(), proposal);
        return terms;
    }

    @Requires(PayoutPermission.APPROVE)
    public void reject(Actor actor, String proposal, String reason) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, reason);
    }

    private List<Proposal.Effect> effect(Actor actor, Terms before, Terms after) {
        List<Proposal.Effect> effect = new ArrayList<>();
        effect(effect, "payerName", before.payerName(), after.payerName());
        effect(effect, "payerAccount", before.payerAccount(), after.payerAccount());
        effect(effect, "payerBank", before.payerBank(), after.payerBank());
        effect(effect, "alipayEmail", before.alipayEmail(), after.alipayEmail());
        effect(effect, "alipayName", before.alipayName(), after.alipayName());
        effect(effect, "iban", before.iban(), after.iban());
        effect(effect, "chineseBank", before.chineseBank(), after.chineseBank());
        effect(effect, "paymentDays", before.paymentDays(), after.paymentDays());
        effect(effect, "payoutMin", before.payoutMin().toPlainString(), after.payoutMin().toPlainString());
        effect(effect, "payoutMax", before.payoutMax().toPlainString(), after.payoutMax().toPlainString());
        effect(effect, "withdrawalMin", before.withdrawalMin().toPlainString(), after.withdrawalMin().toPlainString());
        effect(effect, "withdrawalMax", before.withdrawalMax().toPlainString(), after.withdrawalMax().toPlainString());
        effect(effect, "columns", before.columns(), after.columns());
        effect(effect, "answers", before.answers(), after.answers());
        Letters old = before.chineseBank().letters();
        Letters fresh = after.chineseBank().letters();
        if (old != fresh) {
            effect(effect, NAMES_NOT_CARRIED, notCarried(actor, old), notCarried(actor, fresh));
        }
        return effect;
    }

    /** How many accounts at Chinese banks have names that a file with these letters cannot carry: each of them is held out. */
    private long notCarried(Actor actor, Letters letters) {
        return sql.list("""
                select holder_written, bank_written from payout_account
                 where tenant_id = ? and kind = 'CN_BANK' and state in ('PROPOSED', 'VERIFIED')""",
                row -> letters.carries(row.text("holder_written")) && letters.carries(row.text("bank_written")), actor.tenant())
                .stream().filter(carried -> !carried).count();
    }

    private static void effect(List<Proposal.Effect> effect, String what, Object before, Object after) {
        if (!before.equals(after)) {
            effect.add(new Proposal.Effect(what, before.toString(), after.toString()));
        }
    }

    private static Terms checked(Terms terms, int digits) {
        String account = terms.payerAccount() == null ? "" : terms.payerAccount().replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        String bank = terms.payerBank() == null ? "" : terms.payerBank().replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        boolean iban = account.matches("[A-Z]{2}.*");
        try {
            if (!account.isEmpty()) {
                account = AccountNumbers.checked(iban ? PayeeAccount.Kind.IBAN : PayeeAccount.Kind.CN_BANK, account);
                bank = AccountNumbers.bankCode(iban ? PayeeAccount.Kind.IBAN : PayeeAccount.Kind.CN_BANK, bank);
            }
        } catch (Problem wrong) {
            throw wrong(wrong.code() == PayoutProblem.BANK_CODE ? "payerBank" : "payerAccount");
        }
        String name = text("payerName", terms.payerName());
        need(Letters.LATIN.carries(name) && name.isEmpty() == account.isEmpty(), "payerName");
        String alipay = text("alipayEmail", terms.alipayEmail());
        need(alipay.isEmpty() || alipay.matches("[^@\\s,^|]+@[^@\\s,^|]+"), "alipayEmail");
        String alipayName = text("alipayName", terms.alipayName());
        need(Letters.GBK.carries(alipayName) && alipayName.isEmpty() == alipay.isEmpty(), "alipayName");
        need(!account.isEmpty() || bank.isEmpty(), "payerBank");
        need(terms.iban() != null && terms.iban().isPain(), "iban");
        need(terms.chineseBank() == Format.BANK_CSV || terms.chineseBank() != null && terms.chineseBank().isPain(), "chineseBank");
        List<Integer> days = terms.paymentDays();
        need(days != null && !days.isEmpty() && days.size() <= 10 && days.stream().allMatch(day -> day >= 1 && day <= 28)
                && new HashSet<>(days).size() == days.size(), "paymentDays");
        need(isAmount(terms.payoutMin(), digits), "payoutMin");
        need(isAmount(terms.payoutMax(), digits) && terms.payoutMax().compareTo(terms.payoutMin()) >= 0, "payoutMax");
        need(isAmount(terms.withdrawalMin(), digits), "withdrawalMin");
        need(isAmount(terms.withdrawalMax(), digits) && terms.withdrawalMax().compareTo(terms.withdrawalMin()) >= 0, "withdrawalMax");
        need(terms.columns() != null && terms.columns().size() <= COLUMNS_MAX && terms.columns().stream().allMatch(column -> column.field() != null
                && column.heading() != null && !column.heading().isBlank() && column.heading().length() <= TEXT_MAX
                && Letters.GBK.carries(column.heading())), "columns");
        for (Terms.Field field : List.of(Terms.Field.CODE, Terms.Field.HOLDER, Terms.Field.ACCOUNT, Terms.Field.AMOUNT)) {
            need(terms.columns().stream().anyMatch(column -> column.field() == field), "columns");
        }
        need(terms.answers() != null && !text("answers", terms.answers().code()).isEmpty() && !text("answers", terms.answers().status()).isEmpty()
                && terms.answers().paid() != null && !terms.answers().paid().isEmpty(), "answers");
        return new Terms(name, account, bank, alipay, alipayName, terms.iban(), terms.chineseBank(), days.stream().sorted().toList(), terms.payoutMin(),
                terms.payoutMax(), terms.withdrawalMin(), terms.withdrawalMax(), terms.columns(), terms.answers(), true);
    }

    /** Nothing or more, below 10^15 minor units of a currency with so many decimals: any other limit would refuse whatever is compared with it. */
    private static boolean isAmount(BigDecimal amount, int digits) {
        return amount != null && amount.signum() >= 0 && amount.scale() <= AMOUNT_SCALE_MAX
                && (long) amount.precision() - amount.scale() <= AMOUNT_DIGITS_MAX - digits;
    }

    private static String text(String field, String text) {
        String stripped = text == null ? "" : text.strip();
        need(stripped.length() <= TEXT_MAX && stripped.chars().noneMatch(Character::isISOControl), field);
        return stripped;
    }

    private static void need(boolean right, String field) {
        if (!right) {
            throw wrong(field);
        }
    }

    private static Problem wrong(String field) {
        return new Problem(PayoutProblem.TERMS_WRONG).with("field", field);
    }
}
