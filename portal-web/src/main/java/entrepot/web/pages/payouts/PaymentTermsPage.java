package entrepot.web.pages.payouts;

import entrepot.kernel.Problem;
import entrepot.payout.Format;
import entrepot.payout.PaymentTerms;
import entrepot.payout.PayoutPermission;
import entrepot.payout.PayoutProblem;
import entrepot.payout.Terms;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How headquarters pays: shown, proposed by one, approved by another. */
@Named
@RequestScoped
public class PaymentTermsPage {

    private static final String HERE = "/finance/payouts/terms";
    private static final Set<String> FORMATS = Set.of("iban", "chineseBank");

    @Inject
    private PaymentTerms paymentTerms;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;

    private Terms terms;
    private Proposal waiting;
    private String payerName;
    private String payerAccount;
    private String payerBank;
    private String alipayEmail;
    private String alipayName;
    private String iban;
    private String chineseBank;
    private String paymentDays;
    private BigDecimal payoutMin;
    private BigDecimal payoutMax;
    private BigDecimal withdrawalMin;
    private BigDecimal withdrawalMax;
    private String columns;
    private String codeHeading;
    private String statusHeading;
    private String reasonHeading;
    private String paidWords;
    private String failedWords;
    private String returnedWords;
    private String reason;

    public void load() {
        terms = paymentTerms.now(actor.get());
        waiting = paymentTerms.waiting(actor.get()).orElse(null);
        if (payerName == null) {
            Terms shown = waiting == null ? terms : waiting.content().as(Terms.class);
            payerName = shown.payerName();
            payerAccount = shown.payerAccount();
            payerBank = shown.payerBank();
            alipayEmail = shown.alipayEmail();
            alipayName = shown.alipayName();
            iban = shown.iban().name();
            chineseBank = shown.chineseBank().name();
            paymentDays = shown.paymentDays().stream().map(String::valueOf).collect(Collectors.joining(", "));
            payoutMin = shown.payoutMin();
            payoutMax = shown.payoutMax();
            withdrawalMin = shown.withdrawalMin();
            withdrawalMax = shown.withdrawalMax();
            columns = shown.columns().stream().map(column -> column.heading() + " = " + column.field()).collect(Collectors.joining("\n"));
            codeHeading = shown.answers().code();
            statusHeading = shown.answers().status();
            reasonHeading = shown.answers().reason();
            paidWords = String.join(", ", shown.answers().paid());
            failedWords = String.join(", ", shown.answers().failed());
            returnedWords = String.join(", ", shown.answers().returned());
        }
    }

    public String propose() {
        paymentTerms.propose(actor.get(), new Terms(payerName, payerAccount, payerBank, alipayEmail, alipayName, Format.valueOf(iban),
                Format.valueOf(chineseBank), days(), payoutMin, payoutMax, withdrawalMin, withdrawalMax, parsed(), new Terms.Answers(codeHeading, statusHeading,
                        reasonHeading == null ? "" : reasonHeading, words(paidWords), words(failedWords), words(returnedWords)), true));
        return Done.to(HERE, "payout.terms.proposed");
    }

    public String approve() {
        paymentTerms.approve(actor.get(), getWaiting().code());
        return Done.to(HERE, "payout.terms.approved");
    }

    public String reject() {
        paymentTerms.reject(actor.get(), getWaiting().code(), reason);
        return Done.to(HERE, "payout.terms.rejected");
    }

    private List<Integer> days() {
        try {
            return words(paymentDays).stream().map(Integer::valueOf).toList();
        } catch (NumberFormatException wrong) {
            throw new Problem(PayoutProblem.TERMS_WRONG).with("field", "paymentDays");
        }
    }

    /** A line each: heading = what it says. */
    private List<Terms.Column> parsed() {
        List<Terms.Column> parsed = new ArrayList<>();
        for (String line : columns == null ? List.<String>of() : columns.lines().filter(each -> !each.isBlank()).toList()) {
            int at = line.lastIndexOf('=');
            String field = line.substring(at + 1).strip();
            if (at < 1 || Arrays.stream(Terms.Field.values()).noneMatch(each -> each.name().equals(field))) {
                throw new Problem(PayoutProblem.TERMS_WRONG).with("field", "columns");
            }
            parsed.add(new Terms.Column(line.substring(0, at).strip(), Terms.Field.valueOf(field)));
        }
        return parsed;
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.stream(text.split("[,，、;；\\s]+")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    /** A value of the change in words. */
    public String said(Proposal.Effect effect, String value) {
        return FORMATS.contains(effect.name()) ? msg.get("payout.format." + value) : value;
    }

    /** Whether members cannot be paid any more once it is approved, because the file cannot carry their names. */
    public boolean isNamesLost() {
        return getWaiting() != null && waiting.effect().stream().anyMatch(each -> each.name().equals("namesNotCarried") && !each.after().equals("0"));
    }

    public boolean isMayPropose() {
        return actor.may(PayoutPermission.PREPARE);
    }

    public boolean isMayApprove() {
        return getWaiting() != null && actor.may(PayoutPermission.APPROVE) && !waiting.madeBy(actor.get());
    }

    public List<String> getPains() {
        return List.of(Format.PAIN_001_09.name(), Format.PAIN_001_03.name());
    }

    public List<String> getChineseFormats() {
        return List.of(Format.BANK_CSV.name(), Format.PAIN_001_09.name(), Format.PAIN_001_03.name());
    }

    public String getFields() {
        return Arrays.stream(Terms.Field.values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    public Terms getTerms() {
        if (terms == null) {
            load();
        }
        return terms;
    }

    public Proposal getWaiting() {
        getTerms();
        return waiting;
    }

    public String getPayerName() {
        return payerName;
    }

    public void setPayerName(String payerName) {
        this.payerName = payerName;
    }

    public String getPayerAccount() {
        return payerAccount;
    }

    public void setPayerAccount(String payerAccount) {
        this.payerAccount = payerAccount;
    }

    public String getPayerBank() {
        return payerBank;
    }

    public void setPayerBank(String payerBank) {
        this.payerBank = payerBank;
    }

    public String getAlipayEmail() {
        return alipayEmail;
    }

    public void setAlipayEmail(String alipayEmail) {
        this.alipayEmail = alipayEmail;
    }

    public String getAlipayName() {
        return alipayName;
    }

    public void setAlipayName(String alipayName) {
        this.alipayName = alipayName;
    }

    public String getIban() {
        return iban;
    }

    public void setIban(String iban) {
        this.iban = iban;
    }

    public String getChineseBank() {
        return chineseBank;
    }

    public void setChineseBank(String chineseBank) {
        this.chineseBank = chineseBank;
    }

    public String getPaymentDays() {
        return paymentDays;
    }

    public void setPaymentDays(String paymentDays) {
        this.paymentDays = paymentDays;
    }

    public BigDecimal getPayoutMin() {
        return payoutMin;
    }

    public void setPayoutMin(BigDecimal payoutMin) {
        this.payoutMin = payoutMin;
    }

    public BigDecimal getPayoutMax() {
        return payoutMax;
    }

    public void setPayoutMax(BigDecimal payoutMax) {
        this.payoutMax = payoutMax;
    }

    public BigDecimal getWithdrawalMin() {
        return withdrawalMin;
    }

    public void setWithdrawalMin(BigDecimal withdrawalMin) {
        this.withdrawalMin = withdrawalMin;
    }

    public BigDecimal getWithdrawalMax() {
        return withdrawalMax;
    }

    public void setWithdrawalMax(BigDecimal withdrawalMax) {
        this.withdrawalMax = withdrawalMax;
    }

    public String getColumns() {
        return columns;
    }

    public void setColumns(String columns) {
        this.columns = columns;
    }

    public String getCodeHeading() {
        return codeHeading;
    }

    public void setCodeHeading(String codeHeading) {
        this.codeHeading = codeHeading;
    }

    public String getStatusHeading() {
        return statusHeading;
    }

    public void setStatusHeading(String statusHeading) {
        this.statusHeading = statusHeading;
    }

    public String getReasonHeading() {
        return reasonHeading;
    }

    public void setReasonHeading(String reasonHeading) {
        this.reasonHeading = reasonHeading;
    }

    public String getPaidWords() {
        return paidWords;
    }

    public void setPaidWords(String paidWords) {
        this.paidWords = paidWords;
    }

    public String getFailedWords() {
        return failedWords;
    }

    public void setFailedWords(String failedWords) {
        this.failedWords = failedWords;
    }

    public String getReturnedWords() {
        return returnedWords;
    }

    public void setReturnedWords(String returnedWords) {
        this.returnedWords = returnedWords;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
