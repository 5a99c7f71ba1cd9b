package entrepot.demo;

import entrepot.bank.BankAccounts;
import entrepot.bank.BankLines;
import entrepot.bank.BankStatements;
import entrepot.bank.MatchKind;
import entrepot.gateway.Channels;
import entrepot.gateway.Paying;
import entrepot.gateway.Payments;
import entrepot.gateway.Provider;
import entrepot.gateway.Simulation;
import entrepot.kernel.Money;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Proof;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import javax.imageio.ImageIO;

/** Headquarters' bank: an account, a statement that is half matched, a transfer that nobody knows, and a provider of payments to play with. */
@Dependent
class Banking {

    @Inject
    private BankAccounts accounts;

    @Inject
    private BankStatements statements;

    @Inject
    private BankLines lines;

    @Inject
    private TopUps topUps;

    @Inject
    private Channels channels;

    @Inject
    private Paying paying;

    @Inject
    private Simulation simulation;

    /** What of it is worth a look. @param unknown money that nobody knows @param payment one that was made */
    record Told(String unknown, String payment) {
    }

    /**
     * @param first  a member who reported a transfer
     * @param second another
     * @param amount what both are used to pay
     */
    Told open(Stage stage, String tenant, boolean chinese, String first, String second, Money amount, LocalDate today) {
        Actor finance = stage.as("finance");
        Actor checker = stage.as("checker");
        BankAccounts.Proposed wanted = chinese
                ? new BankAccounts.Proposed(null, "基本户", "杭州拾野户外用品有限公司", "中国工商银行杭州分行", "", "1202020109900123456", null, true)
                : new BankAccounts.Proposed(null, "Current account", "Globex Gifts Ltd", "Barclays", "BUKBGB22", "GB33BUKB20201555555555", null, true);
        String account = accounts.approve(checker, accounts.propose(finance, wanted, "")).code();
        channels.approve(checker, channels.propose(finance, Provider.SIMULATOR, Map.of(), Map.of(), ""));
        TopUp reported = topUps.report(stage.as(first), new ReportTopUp(amount.major(), today, "R" + today.toString().replace("-", "") + "8801", ""),
                Proof.of("transfer.png", picture(amount)));
        String own = topUps.reference(stage.as(first));
        String other = topUps.reference(stage.as(second));
        String unknown = taken(stage, account, chinese, own, other, reported.amount(), today);
        String paid = paying.start(stage.as(first), new Payments.StartPayment(new BigDecimal("200"), Provider.SIMULATOR), "demo-" + today,
                new Paying.Payer("http://" + tenant + ".localhost:8080", tenant, false, "127.0.0.1")).code();
        simulation.decide(stage.as(first), paid, Simulation.Way.PAY_TWICE);
        return new Told(unknown, paid);
    }

    private String taken(Stage stage, String account, boolean chinese, String own, String other, Money amount, LocalDate today) {
        Actor finance = stage.as("finance");
        String table = (chinese ? "交易日期,对方户名,对方账号,摘要,收入金额,支出金额,账户余额,交易流水号\n" : "Date,Name,Counterparty account,Details,Paid in,Paid out,Balance,Transaction id\n")
                + row(today, chinese ? "王建国" : "J. Smith", "6217001234567890123", chinese ? "货款 " + own : "Top-up " + own, amount.major(), null, amount.major().add(new BigDecimal("50000")), 1)
                + row(today, chinese ? "张晓燕" : "A. Brown", "6217009876543210987", chinese ? "充值 " + other : "stock money " + other, new BigDecimal("888.00"), null,
                        amount.major().add(new BigDecimal("50888")), 2)
                + row(today, chinese ? "深圳市某贸易公司" : "Northern Trading", "4000012345678901", chinese ? "往来款" : "invoice 4711", new BigDecimal("1234.50"), null,
                        amount.major().add(new BigDecimal("52122.50")), 3)
                + row(today, chinese ? "本行" : "Bank", "", chinese ? "结算手续费" : "Account charges", null, new BigDecimal("15.00"), amount.major().add(new BigDecimal("52107.50")), 4)
                + row(today, chinese ? "李四" : "P. Jones", "6217005555666677778", chinese ? "转账" : "transfer", new BigDecimal("66.00"), null, amount.major().add(new BigDecimal("52173.50")), 5);
        BankStatements.Look look = statements.look(finance, chinese ? "对账单.csv" : "statement.csv", table.getBytes(StandardCharsets.UTF_8));
        String statement = statements.take(finance, account, look.file(), new BankStatements.TableAs(look.mapping(), chinese ? "工商银行网银" : "Barclays online", null, null))
                .statements().get(0);
        lines.settle(finance, statement + "-4", new BankLines.Settle(MatchKind.FEE, "", ""));
        return lines.settle(finance, statement + "-3", new BankLines.Settle(MatchKind.SUSPENSE, "", chinese ? "没有识别码，也没有成员登记" : "No reference, and nobody reported it"))
                .target();
    }

    private static String row(LocalDate day, String name, String account, String text, BigDecimal in, BigDecimal out, BigDecimal balance, int no) {
        return day + "," + name + "," + account + "," + text + "," + (in == null ? "" : in.toPlainString()) + "," + (out == null ? "" : out.toPlainString()) + ","
                + balance.toPlainString() + "," + day.toString().replace("-", "") + "0000" + no + "\n";
    }

    /** What a bank's app shows, drawn: figures only, for fonts differ. */
    private static byte[] picture(Money amount) {
        BufferedImage picture = new BufferedImage(360, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, 360, 200);
        canvas.setColor(new Color(0x2f5d3a));
        canvas.fillRect(0, 0, 360, 40);
        // one bar a digit: a machine without fonts can draw it, too
        String digits = amount.major().toPlainString();
        for (int i = 0; i < digits.length(); i++) {
            canvas.fillRect(20 + i * 24, 150 - 8 * (digits.charAt(i) - '.'), 16, 8 * (digits.charAt(i) - '.'));
        }
        canvas.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }
}
