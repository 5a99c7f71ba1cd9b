package entrepot.demo;

import entrepot.invoicing.Charge;
import entrepot.invoicing.Fapiao;
import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.HandIn;
import entrepot.invoicing.MemberInvoice;
import entrepot.invoicing.MemberInvoices;
import entrepot.invoicing.Parties;
import entrepot.invoicing.Party;
import entrepot.invoicing.ReceivableKind;
import entrepot.invoicing.Receivables;
import entrepot.invoicing.RequestFapiao;
import entrepot.invoicing.Schedule;
import entrepot.invoicing.Schedules;
import entrepot.invoicing.TaxNumber;
import entrepot.kernel.Money;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Proof;
import entrepot.wallet.CreditLines;
import entrepot.wallet.DepositMove;
import entrepot.wallet.Deposits;
import entrepot.wallet.ProposeCreditLine;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** A credit line whose member is late, a franchise fee that is open, a request for a tax invoice and a member's own invoice. */
@Dependent
class CreditCases {

    private static final BigDecimal FIRST = new BigDecimal("1000");
    private static final BigDecimal LIMIT = new BigDecimal("1500");
    private static final BigDecimal LATE = new BigDecimal("800");
    private static final byte[] PAPER = "%PDF-1.4 an invoice of the demonstration %%EOF".getBytes(StandardCharsets.US_ASCII);

    @Inject
    private CreditLines lines;

    @Inject
    private Deposits deposits;

    @Inject
    private Wallets wallets;

    @Inject
    private Receivables receivables;

    @Inject
    private Schedules schedules;

    @Inject
    private FapiaoRequests requests;

    @Inject
    private MemberInvoices invoices;

    @Inject
    private Parties parties;

    @Inject
    private Organisations organisations;

    /** A member leaves the first part of its deposit, and pays for its shop's fitting on a line that is to be balanced each day. */
    void late(Stage stage, String login) {
        Actor member = stage.as(login);
        Actor finance = stage.as("finance");
        String code = organisations.get(stage.system(), member.organisation()).code();
        lines.approve(stage.as("checker"), lines.propose(finance, new ProposeCreditLine(code, FIRST, 1, 0, new BigDecimal("18"), null, null, "首次授信")));
        lines.approve(stage.as("checker"), lines.propose(finance, new ProposeCreditLine(code, LIMIT, 1, 0, new BigDecimal("18"), null, null,
                "旺季周转，日清日结，逾期即停")));
        Money there = wallets.balance(member, member.organisation()).available();
        deposits.require(finance, code, new BigDecimal("10000"), "经销合同第 9 条，签约时交一半，年底前交清");
        BigDecimal part = new BigDecimal("5000").min(there.major().setScale(-2, RoundingMode.DOWN)).max(BigDecimal.ZERO);
        if (part.signum() > 0) {
            deposits.payFromWallet(member, new Deposits.PayIn(part), "demo-deposit");
        }
        BigDecimal fitting = there.major().subtract(part).add(LATE).setScale(-2, RoundingMode.UP);
        String charge = receivables.charge(finance, new Charge(code, ReceivableKind.OTHER, "门店装修与陈列", fitting, null), "demo-fitting").code();
        receivables.payFromWallet(member, new Receivables.Part(charge, fitting, null), "demo-fitting");
    }

    /** It wants more; nobody has decided. */
    void wantsMore(Stage stage, String login) {
        lines.propose(stage.as("finance"), new ProposeCreditLine(organisations.get(stage.system(), stage.as(login).organisation()).code(),
                new BigDecimal("3000"), null, 10, new BigDecimal("18"), null, null, "成员申请提额，改为月结"));
    }

    /** A franchise fee that is open, and one that comes each year. @return the code of the one that is open */
    String fee(Stage stage, String login, String other, LocalDate next) {
        Actor finance = stage.as("finance");
        schedules.begin(finance, new Schedules.Begin(organisations.get(stage.system(), stage.as(other).organisation()).code(), ReceivableKind.FRANCHISE_FEE,
                "品牌加盟费", new BigDecimal("6000"), Schedule.Every.YEAR, 30, next, null));
        return receivables.charge(finance, new Charge(organisations.get(stage.system(), stage.as(login).organisation()).code(), ReceivableKind.FRANCHISE_FEE,
                "品牌加盟费", new BigDecimal("6000"), null), "demo-fee").code();
    }

    /** A tax invoice over what was shipped in those days is asked for, first of the wrong type. @return the code of the one that waits */
    String fapiao(Stage stage, Script script, String login, LocalDate from, LocalDate to) {
        Actor member = stage.as(login);
        parties.keepOurs(stage.as("finance"), new Party(script.company(), TaxNumber.withCheck("91320500MA1DEM000"), "江苏省苏州市示例路 1 号", "0512-0000000", "", "", ""));
        parties.keep(member, new Party(organisations.get(stage.system(), member.organisation()).name(), TaxNumber.withCheck("91330106MA2DEM001"), "浙江省杭州市西湖区示例路 8 号",
                "0571-0000000", "中国工商银行杭州分行", "1202020000000000001", stage.email(login)));
        String wrong = requests.request(member, new RequestFapiao(from, to, Fapiao.Type.NORMAL), "demo-fapiao-wrong").code();
        requests.reject(stage.as("finance"), wrong, "成员需要专用发票，请重新申请");
        return requests.request(member, new RequestFapiao(from, to, Fapiao.Type.SPECIAL), "demo-fapiao").code();
    }

    /** What was shipped in those days is invoiced, and of two of its consignments the buyers are paid back: each needs a red letter. */
    void paidBack(Stage stage, GoodsBack goodsBack, String login, LocalDate from, LocalDate to) {
        String code = requests.request(stage.as(login), new RequestFapiao(from, to, Fapiao.Type.SPECIAL), "demo-fapiao-issued").code();
        requests.issue(stage.as("finance"), code, "25332000000000000101", to.plusDays(3), null);
        requests.lines(stage.as("finance"), code, null, FapiaoRequests.LIST_MAX).stream().filter(line -> goodsBack.paidBack(stage, line.consignment()))
                .limit(2).count();
    }

    /** One of them is not needed, as the software has voided the invoice's sheet. */
    void dropRed(Stage stage) {
        requests.reds(stage.as("finance"), null).stream().skip(1).findFirst()
                .ifPresent(red -> requests.dropRed(stage.as("finance"), red.code(), "开票软件已部分作废，不再红冲"));
    }

    /** What was proposed and charged, and came to its end: nobody has to do anything about it. */
    void ended(Stage stage, String login, List<String> dealers) {
        Actor finance = stage.as("finance");
        String member = organisations.get(stage.system(), stage.as(login).organisation()).code();
        deposits.reject(stage.as("checker"), deposits.propose(finance, member, DepositMove.Kind.RETURNED, new BigDecimal("1000"), "成员申请退回部分保证金"),
                "合同期内不退");
        schedules.stop(finance, schedules.begin(finance, new Schedules.Begin(member, ReceivableKind.OTHER, "系统使用费", new BigDecimal("200"), Schedule.Every.MONTH,
                15, null, null)).code(), "已并入加盟费");
        for (String dealer : dealers) {
            String charge = receivables.charge(finance, new Charge(organisations.get(stage.system(), stage.as(dealer).organisation()).code(),
                    ReceivableKind.OTHER, "打包台", new BigDecimal("300"), null), "demo-tables-" + dealer).code();
            receivables.credit(finance, new Receivables.Part(charge, new BigDecimal("300"), "经销商自备，收费取消"), "demo-tables-back-" + dealer);
        }
    }

    /** The member hands in its invoice for the last statement that pays it something, once more because nobody could read the first. */
    void ownInvoice(Stage stage, String login, LocalDate today) {
        Actor member = stage.as(login);
        invoices.wanted(member).stream().findFirst().ifPresent(wanted -> {
            MemberInvoice unreadable = invoices.handIn(member, invoice(wanted, "25332000000000000017", today), Proof.of("invoice.pdf", PAPER));
            invoices.reject(stage.as("finance"), unreadable.code(), "票面号码看不清，请重新上传");
            invoices.handIn(member, invoice(wanted, "25332000000000000018", today), Proof.of("invoice.pdf", PAPER));
        });
    }

    /** Dealers hand in theirs, which finance sends back: nobody has to do anything about it but the dealer, when it likes. */
    void dealersInvoices(Stage stage, List<String> dealers, LocalDate today) {
        int no = 101;
        for (String login : dealers) {
            Actor dealer = stage.as(login);
            String tax = TaxNumber.withCheck("91330106MA2DEM" + no);
            String number = "25332000000000000" + no++;
            invoices.wanted(dealer).stream().findFirst().ifPresent(wanted -> {
                parties.keep(dealer, new Party(organisations.get(stage.system(), dealer.organisation()).name(), tax, "", "", "", "", ""));
                MemberInvoice blurred = invoices.handIn(dealer, invoice(wanted, number, tax, today), Proof.of("invoice.pdf", PAPER));
                invoices.reject(stage.as("finance"), blurred.code(), "扫描件缺少第二页，请补齐后重新上传");
            });
        }
    }

    private static HandIn invoice(MemberInvoices.Wanted wanted, String number, LocalDate today) {
        return invoice(wanted, number, TaxNumber.withCheck("91330106MA2DEM001"), today);
    }

    private static HandIn invoice(MemberInvoices.Wanted wanted, String number, String tax, LocalDate today) {
        return new HandIn(wanted.statement(), number, today, tax, TaxNumber.withCheck("91320500MA1DEM000"), wanted.payable().major(), BigDecimal.ZERO);
    }
}
