package entrepot.bank;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a bank's table is read: the names of its columns, empty for those it does not have. Either one column with signed amounts, or one for what came
 * in and one for what went out, or one amount with a column that says which way it went.
 *
 * @param dateForm  one of {@link #DATE_FORMS}
 * @param decimal   {@code .} or {@code ,}: what stands before the cents
 */
public record Mapping(String date, String valueDate, String dateForm, String amount, String in, String out, String direction, String decimal, String name,
                      String account, String text, String endToEnd, String servicer, String balance) {

    public static final List<String> DATE_FORMS = List.of("yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "yyyy.MM.dd", "yyyy年M月d日", "dd.MM.yyyy", "dd/MM/yyyy",
            "MM/dd/yyyy", "dd-MM-yyyy");

    public Mapping {
        date = plain(date);
        valueDate = plain(valueDate);
        dateForm = DATE_FORMS.contains(dateForm) ? dateForm : DATE_FORMS.get(0);
        amount = plain(amount);
        in = plain(in);
        out = plain(out);
        direction = plain(direction);
        decimal = ",".equals(decimal) ? "," : ".";
        name = plain(name);
        account = plain(account);
        text = plain(text);
        endToEnd = plain(endToEnd);
        servicer = plain(servicer);
        balance = plain(balance);
    }

    private static String plain(String column) {
        return column == null ? "" : column.strip();
    }

    /** Whether it says enough: a date, and an amount one way or the other. */
    public boolean isComplete() {
        return !date.isEmpty() && (!amount.isEmpty() || !in.isEmpty() && !out.isEmpty());
    }

    /** All columns that it names. */
    List<String> columns() {
        return Stream.of(date, valueDate, amount, in, out, direction, name, account, text, endToEnd, servicer, balance).filter(column -> !column.isEmpty()).toList();
    }

    /** A first guess from the names that banks give their columns, and the look of the dates below them. */
    static Mapping guess(List<String> header, List<List<String>> rows) {
        String date = find(header, "交易日期", "记账日期", "入账日期", "交易时间", "日期", "booking date", "posting date", "transaction date", "date", "fecha", "buchungstag");
        String amount = find(header, "交易金额", "发生额", "金额", "amount", "importe", "betrag");
        String in = find(header, "收入金额", "贷方发生额", "贷方金额", "收入", "存入", "贷方", "paid in", "money in", "credit amount", "credit", "abono", "haben");
        String out = find(header, "支出金额", "借方发生额", "借方金额", "支出", "转出", "借方", "paid out", "money out", "debit amount", "debit", "cargo", "soll");
        boolean two = !in.isEmpty() && !out.isEmpty() && !in.equals(out);
        return new Mapping(date, find(header, "起息日", "value date", "fecha valor", "valuta"), form(header.indexOf(date), rows), two ? "" : amount, two ? in : "",
                two ? out : "", two ? "" : find(header, "借贷标志", "收支", "借贷", "dr/cr", "direction", "type"), decimal(header.indexOf(two ? in : amount), rows),
                find(header, "对方户名", "对方账户名称", "对方名称", "付款人", "counterparty", "payer", "payee", "name", "beneficiary", "ordenante"),
                find(header, "对方账号", "对方账户", "counterparty account", "iban", "account"),
                find(header, "附言", "用途", "摘要", "备注", "remittance", "description", "details", "narrative", "purpose", "concepto", "memo", "text", "reference", "verwendungszweck"),
                find(header, "客户流水号", "end to end", "endtoend"), find(header, "交易流水号", "流水号", "凭证号", "transaction id", "bank reference", "transaction reference"),
                find(header, "账户余额", "余额", "balance", "saldo"));
    }

    private static String find(List<String> header, String... names) {
        for (String name : names) {
            for (String column : header) {
                if (column.strip().toLowerCase(Locale.ROOT).equals(name)) {
                    return column;
                }
            }
        }
        return Arrays.stream(names).flatMap(name -> header.stream().filter(column -> column.toLowerCase(Locale.ROOT).contains(name))).findFirst().orElse("");
    }

    private static String form(int at, List<List<String>> rows) {
        List<String> samples = at < 0 ? List.of() : rows.stream().filter(row -> row.size() > at && row.get(at).codePoints().anyMatch(Character::isDigit)).map(row -> row.get(at)).limit(50).toList();
        return DATE_FORMS.stream().filter(form -> !samples.isEmpty() && samples.stream().allMatch(sample -> TableStatement.date(sample, form) != null)).findFirst()
                .orElse(DATE_FORMS.get(0));
    }

    private static String decimal(int at, List<List<String>> rows) {
        return at >= 0 && rows.stream().filter(row -> row.size() > at).map(row -> row.get(at).strip()).anyMatch(cell -> cell.matches(".*,[0-9]{1,2}-?")) ? "," : ".";
    }
}
