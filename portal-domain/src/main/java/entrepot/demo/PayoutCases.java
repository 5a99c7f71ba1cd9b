package entrepot.demo;

import entrepot.identity.SecondFactors;
import entrepot.identity.StepUp;
import entrepot.payout.Batch;
import entrepot.payout.Batches;
import entrepot.payout.EnterAccount;
import entrepot.payout.Letters;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PaymentTerms;
import entrepot.payout.Payout;
import entrepot.payout.Payouts;
import entrepot.payout.Release;
import entrepot.payout.ReturnFiles;
import entrepot.payout.Terms;
import entrepot.payout.Withdrawals;
import entrepot.platform.access.Actor;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.iban4j.CountryCode;
import org.iban4j.Iban;

/** Where members want their money, a batch that left a week ago with two payments that the bank refused, and an account that rests. */
@Dependent
class PayoutCases {

    private static final int WITHDRAWERS = 6;
    private static final BigDecimal WITHDRAWN = new BigDecimal("240");
    private static final List<String> CHINESE_BANKS = List.of("中国工商银行", "中国建设银行", "招商银行", "中国农业银行");

    @Inject
    private PaymentTerms paymentTerms;

    @Inject
    private PayeeAccounts accounts;

    @Inject
    private Withdrawals withdrawals;

    @Inject
    private Wallets wallets;

    @Inject
    private Payouts payouts;

    @Inject
    private Batches batches;

    @Inject
    private Release release;

    @Inject
    private ReturnFiles returns;

    @Inject
    private SecondFactors factors;

    @Inject
    private StepUp stepUp;

    /** Finance says how it pays, checker has a telephone, and every member has an account. */
    void begin(Stage stage, Script script) {
        boolean chinese = script.country().equals("CN");
        Terms example = paymentTerms.now(stage.as("finance"));
        paymentTerms.approve(stage.as("checker"), paymentTerms.propose(stage.as("finance"), new Terms(chinese ? "Shiye Outdoor Co., Ltd." : script.company(),
                chinese ? "1102029409000033" : iban(0), chinese ? "102305000019" : "", chinese ? stage.email("finance") : "", chinese ? script.company() : "",
                example.iban(), example.chineseBank(), example.paymentDays(), example.payoutMin(), example.payoutMax(), example.withdrawalMin(),
                example.withdrawalMax(), example.columns(), example.answers(), true)));
        factors.begin(stage.as("checker"));
        stepUp.confirm(stage.as("checker"), factors.shown(stage.as("checker")).code());
        int nth = 0;
        for (Cast.Member member : script.members()) {
            nth++;
            PayeeAccount entered = accounts.enter(stage.as(member.login()), chinese ? chinese(member, nth) : british(member, nth));
            accounts.verify(stage.as("finance"), entered.code(), chinese ? "开户证明已核对" : "bank letter seen", false);
        }
    }

    private static EnterAccount chinese(Cast.Member member, int nth) {
        if (nth % 3 == 0) {
            return new EnterAccount(PayeeAccount.Kind.ALIPAY, "139%08d".formatted(10_000_000 + nth), member.person(), "", "", "", "");
        }
        return new EnterAccount(PayeeAccount.Kind.CN_BANK, card(nth), member.person(), "",
                CHINESE_BANKS.get(nth % CHINESE_BANKS.size()) + member.city() + "分行", "", "1023310%05d".formatted(nth));
    }

    private static EnterAccount british(Cast.Member member, int nth) {
        return new EnterAccount(PayeeAccount.Kind.IBAN, iban(nth), member.company(), Letters.LATIN.proposal(member.company()), "", "", "");
    }

    /** A number that proves itself and is nobody's. */
    private static String iban(int nth) {
        return new Iban.Builder().countryCode(CountryCode.GB).bankCode("NWBK").branchCode("601613").accountNumber("%08d".formatted(31_000_000 + nth)).build()
                .toString();
    }

    private static String card(int nth) {
        String digits = "622202120%09d".formatted(nth);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int counted = (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += counted > 9 ? counted - 9 : counted;
        }
        return digits + (10 - sum % 10) % 10;
    }

    /** Some take money out of their wallets; it leaves with one file, and the bank refuses two of the payments. */
    void batch(Stage stage, Script script, List<Cast.Member> sellers, LocalDate day) {
        sellers.stream().filter(member -> wallets.balance(stage.as(member.login()), stage.as(member.login()).organisation()).available().major()
                .compareTo(WITHDRAWN.multiply(BigDecimal.TEN)) > 0).limit(WITHDRAWERS)
                .forEach(member -> withdrawals.request(stage.as(member.login()), WITHDRAWN, "demo-" + member.login()));
        Actor finance = stage.as("finance");
        for (Batch prepared : batches.prepare(finance, day, day).batches()) {
            batches.approve(stage.as("checker"), prepared.code(), prepared.hash());
        }
        Batch largest = batches.list(finance, Batch.State.APPROVED, null, Batches.LIST_MAX).stream()
                .max((one, other) -> Integer.compare(one.rows(), other.rows())).orElseThrow();
        release.release(stage.as("checker"), largest.code(), factors.shown(stage.as("checker")).code());
        String why = script.country().equals("CN") ? "收款账号与户名不符" : "account number and name do not match";
        List<String> sent = batches.lines(finance, largest.code()).stream().map(Batch.Line::endToEnd).toList();
        String rows = sent.stream().map(code -> code + (sent.indexOf(code) < 2 ? ",失败," + why : ",成功,")).collect(Collectors.joining("\n"));
        returns.take(finance, "bank-answer.csv", ("付款编号,状态,失败原因\n" + rows + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The code of a payout that came back. */
    String failed(Stage stage) {
        return payouts.list(stage.as("finance"), new Payouts.Filter(Payout.State.WAITING, null, null), null, Payouts.LIST_MAX).stream()
                .filter(payout -> payout.attempts() > 0).map(Payout::code).findFirst().orElseThrow();
    }

    /** A member changed its account yesterday: finance has seen the proof, and still nothing is paid to it. @return its code */
    String changed(Stage stage, Script script, Cast.Member member) {
        PayeeAccount entered = accounts.enter(stage.as(member.login()), script.country().equals("CN") ? chinese(member, 997) : british(member, 997));
        accounts.verify(stage.as("finance"), entered.code(), script.country().equals("CN") ? "已打一分钱确认" : "a penny arrived", false);
        return entered.code();
    }

    /** Another has entered one that nobody has looked at yet. */
    void entered(Stage stage, Script script, Cast.Member member) {
        accounts.enter(stage.as(member.login()), script.country().equals("CN") ? chinese(member, 998) : british(member, 998));
    }
}
