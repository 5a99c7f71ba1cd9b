package entrepot.payout;

import java.math.BigDecimal;
import java.util.List;

/**
 * How headquarters pays; dated, changed by two persons.
 *
 * @param payerName      as its bank knows it, in letters that all files carry
 * @param payerAccount   IBAN or account number that payouts leave from; empty until it is known, and then no file for banks is made
 * @param payerBank      its bank's BIC or CNAPS digits; may be empty with an IBAN
 * @param alipayEmail    the account that Alipay payouts leave from, and its name; empty where there is none
 * @param iban           the format for IBANs, {@code chineseBank} for Chinese accounts
 * @param paymentDays    days of the month on which payouts leave, each on the next working day; what failed goes on the next one
 * @param payoutMax      of one payout, in major units; more waits for a person. {@code withdrawalMin} and {@code withdrawalMax} (a day) of members
 * @param columns        of the bank's own CSV
 * @param answers        how to read the bank's own CSV of results
 * @param confirmed      whether headquarters has said so; until then these are examples
 */
public record Terms(String payerName, String payerAccount, String payerBank, String alipayEmail, String alipayName, Format iban, Format chineseBank,
                    List<Integer> paymentDays, BigDecimal payoutMin, BigDecimal payoutMax, BigDecimal withdrawalMin, BigDecimal withdrawalMax,
                    List<Column> columns, Answers answers, boolean confirmed) {

    /** What a column of the bank's own CSV says. */
    public enum Field { SEQUENCE, CODE, HOLDER, ACCOUNT, BANK_NAME, BANK_CODE, AMOUNT, CURRENCY, PURPOSE, DATE }

    /** One column: its heading and what it says. */
    public record Column(String heading, Field field) {
    }

    /**
     * How a bank's CSV of results reads.
     *
     * @param code   the heading under which our code stands; {@code status} and {@code reason} likewise
     * @param paid   words that mean paid, {@code failed} that mean refused, {@code returned} that mean come back; anything else is on its way
     */
    public record Answers(String code, String status, String reason, List<String> paid, List<String> failed, List<String> returned) {
    }

    /** Examples, until headquarters has said otherwise. */
    static final Terms EXAMPLE = new Terms("", "", "", "", "", Format.PAIN_001_09, Format.BANK_CSV, List.of(15, 25), BigDecimal.ONE,
            new BigDecimal("500000"), new BigDecimal("100"), new BigDecimal("50000"),
            List.of(new Column("序号", Field.SEQUENCE), new Column("付款编号", Field.CODE), new Column("收款人名称", Field.HOLDER),
                    new Column("收款账号", Field.ACCOUNT), new Column("开户行", Field.BANK_NAME), new Column("联行号", Field.BANK_CODE),
                    new Column("金额", Field.AMOUNT), new Column("用途", Field.PURPOSE)),
            new Answers("付款编号", "状态", "失败原因", List.of("成功", "paid", "success"), List.of("失败", "failed", "rejected"), List.of("退票", "returned")),
            false);

    /** In which files money goes to an account of that kind. */
    Format formatFor(PayeeAccount.Kind kind) {
        return switch (kind) {
            case IBAN -> iban;
            case CN_BANK -> chineseBank;
            case ALIPAY -> Format.ALIPAY;
            case WALLET -> Format.WALLET;
        };
    }

    /** Whether files of that format can be made: the account that pays is known. */
    boolean canPay(Format format) {
        return switch (format) {
            case WALLET -> true;
            case ALIPAY -> !alipayEmail.isEmpty() && !alipayName.isEmpty();
            case BANK_CSV -> true;
            default -> !payerName.isEmpty() && !payerAccount.isEmpty();
        };
    }
}
