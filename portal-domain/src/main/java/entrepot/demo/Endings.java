package entrepot.demo;

import entrepot.kernel.Money;
import entrepot.ledger.AccountKind;
import entrepot.network.Organisations;
import entrepot.platform.files.Proof;
import entrepot.settlement.Adjustments;
import entrepot.settlement.SettlementTerms;
import entrepot.settlement.Terms;
import entrepot.wallet.Deposits;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A member whose balance is below zero, one that leaves with a deposit to be given back, and terms that two persons confirmed. */
@Dependent
class Endings {

    private static final BigDecimal BACK = new BigDecimal("-260.00");
    private static final byte[] PAPER = "%PDF-1.4 an agreement of the demonstration %%EOF".getBytes(StandardCharsets.US_ASCII);
    private static final BigDecimal DEPOSIT = new BigDecimal("50.00");

    @Inject
    private Adjustments adjustments;

    @Inject
    private Organisations organisations;

    @Inject
    private Deposits deposits;

    @Inject
    private Wallets wallets;

    @Inject
    private SettlementTerms terms;

    /** More was taken back from it than it earns: two persons of finance agreed. @return the member's code */
    String negative(Stage stage, String login) {
        String member = organisations.get(stage.system(), stage.as(login).organisation()).code();
        adjustments.approve(stage.as("checker"), adjustments.propose(stage.as("finance"), new Adjustments.Wanted(member, AccountKind.COMMISSION_DUE,
                Money.parse(BACK, stage.tenant().currency()), "春季推广费已预付，活动未举办，扣回"), Proof.of("agreement.pdf", PAPER),
                "demo-negative").code());
        return member;
    }

    /** Two persons confirm from that day on how it is settled: as the example says. */
    void terms(Stage stage, LocalDate from) {
        Terms now = terms.calendar(stage.as("finance")).on(from);
        terms.approve(stage.as("checker"), terms.propose(stage.as("finance"), new Terms(from, now.kind(), now.previewDay(), now.objectionDays(),
                now.approveByDay(), now.payDays(), now.minimum()), "会员大会通过，按月结算"));
    }

    /** Leaves a deposit from its wallet, where there is enough in it. */
    void deposit(Stage stage, String login) {
        String member = organisations.get(stage.system(), stage.as(login).organisation()).code();
        deposits.require(stage.as("finance"), member, DEPOSIT, "代理合同第 6 条");
        if (wallets.balance(stage.as(login), stage.as(login).organisation()).available().major().compareTo(DEPOSIT) >= 0) {
            deposits.payFromWallet(stage.as(login), new Deposits.PayIn(DEPOSIT), "demo-deposit-" + login);
        }
    }
}
