package entrepot.demo;

import entrepot.kernel.Money;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Adjustments;
import entrepot.ledger.Periods;
import entrepot.ledger.Voucher;
import entrepot.ledger.VoucherExport;
import entrepot.ledger.VoucherProgram;
import entrepot.ledger.Vouchers;
import entrepot.platform.access.Actor;
import entrepot.tax.Filings;
import entrepot.tax.Withholding;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What finance did with the books: its own chart of accounts, the first month handed over and closed, an adjustment that waits. */
@Dependent
class BookKeeping {

    private static final Map<AccountKind, String> CHINA = new EnumMap<>(AccountKind.class);
    private static final Map<String, String> EVENTS = Map.of("top-up.confirmed", "充值", "order.held", "订单冻结", "order.released", "订单解冻",
            "consignment.shipped", "发货", "consignment.fulfilled", "代发服务费", "consignment.own-goods", "自有货款", "commission.SELLER", "计提佣金",
            "commission.due", "佣金到期", "settlement.posted", "结算");

    static {
        String[] subjects = {"WALLET 2203 预收账款", "HELD 220301 预收账款-订单冻结", "COMMISSION_PENDING 224101 其他应付款-待确认佣金",
            "COMMISSION_DUE 224102 其他应付款-应付佣金", "DEALER_DUE 2202 应付账款", "PAYABLE 224103 其他应付款-待付款", "DEPOSIT 224104 其他应付款-保证金",
            "RECEIVABLE 1122 应收账款", "BANK 1002 银行存款", "GATEWAY 1012 其他货币资金", "SUSPENSE 224105 其他应付款-待查款项", "UNEARNED 220302 预收账款-买家",
            "BUYER_DUE 224106 其他应付款-应退买家", "COURIER_PAYABLE 220201 应付账款-快递", "SALES 6001 主营业务收入", "FREIGHT_INCOME 6051 其他业务收入",
            "FRANCHISE_FEES 605101 其他业务收入-加盟费", "PENALTIES 6301 营业外收入", "INTEREST 660301 财务费用-利息收入", "COMMISSION_COST 660101 销售费用-佣金",
            "FULFILMENT_COST 660102 销售费用-代发", "GOODS_COST 6401 主营业务成本", "FREIGHT_COST 660103 销售费用-运费", "PAYMENT_FEES 660302 财务费用-手续费",
            "LOSSES 6711 营业外支出", "ADJUSTMENTS 190101 待处理财产损溢", "TAX_WITHHELD 222101 应交税费-代扣", "VAT_OUT 222102 应交税费-销项税额",
            "VAT_IN 222103 应交税费-进项税额", "OPENING 4104 利润分配"};
        for (String subject : subjects) {
            String[] parts = subject.split(" ", 2);
            CHINA.put(AccountKind.valueOf(parts[0]), parts[1]);
        }
    }

    @Inject
    private Vouchers vouchers;

    @Inject
    private Periods periods;

    @Inject
    private Adjustments adjustments;

    @Inject
    private Withholding withholding;

    @Inject
    private Filings filings;

    /** What was withheld of the first month's payments is filed, and another has paid it over; the later ones wait. */
    private void file(Stage stage) {
        List<YearMonth> months = withholding.months(stage.as("finance"));
        if (!months.isEmpty()) {
            String filing = filings.file(stage.as("finance"), months.get(months.size() - 1), "demo-filing").code();
            filings.paidOver(stage.as("checker"), filing, "TAX-" + months.get(months.size() - 1), "demo-filing-paid");
        }
    }

    /** Does it. */
    void keep(Stage stage) {
        Actor finance = stage.as("finance");
        boolean chinese = "CN".equals(stage.tenant().country());
        List<Vouchers.Subject> subjects = new ArrayList<>();
        for (AccountKind kind : AccountKind.values()) {
            String[] subject = chinese ? CHINA.get(kind).split(" ", 2) : new String[] {Integer.toString(1_000 + 10 * kind.ordinal()),
                kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ')};
            subjects.add(new Vouchers.Subject(kind, subject[0], subject[1], kind.isOrganisations()));
        }
        vouchers.name(finance, subjects);
        file(stage);
        List<Periods.Month> months = periods.list(finance);
        YearMonth first = months.get(months.size() - 1).month();
        vouchers.export(finance, first, VoucherProgram.KINGDEE, VoucherExport.Form.XLSX, Voucher.Grouping.DAY, chinese ? EVENTS : Map.of(), Map.of());
        periods.approve(stage.as("checker"), periods.propose(finance, first, List.of(), chinese ? "当月业务已核对完毕" : "All of it is checked"), List.of());
        adjustments.reject(stage.as("checker"), adjustments.propose(finance, Account.of(AccountKind.BANK), Money.of(-9_900, stage.tenant().currency()), null,
                chinese ? "银行转账手续费" : "The bank's fee for transfers"), chinese ? "已按对账单记账，勿重复入账" : "It is booked by the statement already");
        adjustments.propose(finance, Account.of(AccountKind.BANK), Money.of(-1_500, stage.tenant().currency()), null,
                chinese ? "银行账户管理费，已在对账单扣除" : "The bank's monthly fee, on its statement");
    }
}
