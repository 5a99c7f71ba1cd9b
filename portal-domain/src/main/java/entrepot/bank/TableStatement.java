package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.files.Table;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A bank's table of movements, read by a {@link Mapping}. Rows above the names of the columns (the account, the period) are passed over. Pure. */
final class TableStatement {

    private static final int SEARCHED = 40;
    private static final int NUMBER_MAX = 30;

    private final List<String> header;
    private final List<Table.Line> rows;

    private TableStatement(List<String> header, List<Table.Line> rows) {
        this.header = header;
        this.rows = rows;
    }

    static TableStatement of(Table table) {
        List<List<String>> first = new ArrayList<>();
        first.add(table.header());
        table.lines().stream().limit(SEARCHED).forEach(line -> first.add(line.cells()));
        // the names of the columns are the first row that is as wide as the widest and has no number in it
        long widest = first.stream().mapToLong(TableStatement::filled).max().orElse(0);
        for (int i = 0; i < first.size(); i++) {
            List<String> row = first.get(i);
            if (filled(row) * 10 >= widest * 7 && row.stream().noneMatch(cell -> cell.strip().matches("[-+]?[0-9][0-9.,]*"))) {
                return new TableStatement(row.stream().map(String::strip).toList(), i == 0 ? table.lines() : table.lines().subList(i, table.lines().size()));
            }
        }
        return new TableStatement(table.header(), table.lines());
    }

    private static long filled(List<String> row) {
        return row.stream().filter(cell -> !cell.isBlank()).count();
    }

    List<String> header() {
        return header;
    }

    List<List<String>> sample(int rowsMax) {
        return rows.stream().limit(rowsMax).map(Table.Line::cells).toList();
    }

    /** By which a template is known again. */
    String fingerprint() {
        return header.stream().map(Table::normal).filter(name -> !name.isEmpty()).collect(Collectors.joining("|"));
    }

    /**
     * @param opening as the person said; null where the table's balances tell it or nobody knows
     * @throws Problem STATEMENT_MAPPING, STATEMENT_CELL, STATEMENT_TOO_LONG
     */
    StatementContent read(Mapping mapping, String currency, Money opening, Money closing) {
        if (!mapping.isComplete() || !header.containsAll(mapping.columns())) {
            throw new Problem(BankProblem.STATEMENT_MAPPING).with("column", mapping.columns().stream().filter(column -> !header.contains(column)).findFirst().orElse(""));
        }
        List<StatementContent.Line> lines = new ArrayList<>();
        List<Money> balances = new ArrayList<>();
        List<StatementContent.LeftOut> left = new ArrayList<>();
        for (Table.Line row : rows) {
            int at = (int) row.number();
            String day = cell(row, mapping.date());
            LocalDate on = date(day, mapping.dateForm());
            if (on == null && (day.isEmpty() || day.codePoints().noneMatch(Character::isDigit))) {
                left.add(new StatementContent.LeftOut(at, String.join(" ", row.cells()), "NO_MOVEMENT"));
                continue;
            }
            if (on == null) {
                throw wrong(at, mapping.date(), day);
            }
            Money amount = amount(row, mapping, currency);
            if (amount.isZero()) {
                left.add(new StatementContent.LeftOut(at, String.join(" ", row.cells()), "ZERO"));
                continue;
            }
            LocalDate value = date(cell(row, mapping.valueDate()), mapping.dateForm());
            lines.add(new StatementContent.Line(at, on, value == null ? on : value, amount, cell(row, mapping.name()), cell(row, mapping.account()),
                    cell(row, mapping.text()), cell(row, mapping.endToEnd()), cell(row, mapping.servicer()), "", false));
            StatementFile.checkLines(lines.size());
            balances.add(mapping.balance().isEmpty() || cell(row, mapping.balance()).isEmpty() ? null
                    : number(at, mapping.balance(), cell(row, mapping.balance()), mapping.decimal(), currency));
        }
        if (lines.isEmpty()) {
            throw new Problem(BankProblem.STATEMENT_UNREADABLE).with("line", 1);
        }
        if (lines.get(0).bookedOn().isAfter(lines.get(lines.size() - 1).bookedOn()) || isUpsideDown(lines, balances)) {
            Collections.reverse(lines);
            Collections.reverse(balances);
        }
        boolean told = balances.get(0) != null && balances.get(balances.size() - 1) != null;
        Money begun = opening != null ? opening : told ? balances.get(0).minus(lines.get(0).amount()) : null;
        Money ended = closing != null ? closing : told ? balances.get(balances.size() - 1) : null;
        LocalDate from = lines.stream().map(StatementContent.Line::bookedOn).min(LocalDate::compareTo).orElseThrow();
        LocalDate to = lines.stream().map(StatementContent.Line::bookedOn).max(LocalDate::compareTo).orElseThrow();
        return new StatementContent("", "", from, to, currency, begun, ended, lines, left);
    }

    /** Newest first, within one day: the balances say so. */
    private static boolean isUpsideDown(List<StatementContent.Line> lines, List<Money> balances) {
        int last = lines.size() - 1;
        return last > 0 && balances.get(0) != null && balances.get(1) != null && !balances.get(0).plus(lines.get(1).amount()).equals(balances.get(1))
                && balances.get(1).plus(lines.get(0).amount()).equals(balances.get(0));
    }

    private Money amount(Table.Line row, Mapping mapping, String currency) {
        int at = (int) row.number();
        if (mapping.amount().isEmpty()) {
            Money in = number(at, mapping.in(), cell(row, mapping.in()), mapping.decimal(), currency);
            Money out = number(at, mapping.out(), cell(row, mapping.out()), mapping.decimal(), currency);
            // some write what went out with a minus already
            return in.minus(out.isNegative() ? out.negated() : out);
        }
        Money amount = number(at, mapping.amount(), cell(row, mapping.amount()), mapping.decimal(), currency);
        String way = cell(row, mapping.direction()).toLowerCase(Locale.ROOT);
        if (mapping.direction().isEmpty() || way.isEmpty() || amount.isNegative()) {
            return amount;
        }
        return way.contains("贷") || way.contains("收") || way.contains("入") || way.startsWith("c") || way.equals("in") || way.equals("+") || way.startsWith("haben")
                || way.startsWith("abono") ? amount : amount.negated();
    }

    private String cell(Table.Line row, String column) {
        int at = column.isEmpty() ? -1 : header.indexOf(column);
        return at < 0 || at >= row.cells().size() ? "" : row.cells().get(at).strip();
    }

    /** Null where it is none. A time behind the day is passed over; what a workbook stores as a date is read as such. */
    static LocalDate date(String text, String form) {
        String day = text.strip();
        if (day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")) {
            return LocalDate.parse(day.substring(0, 10));
        }
        int space = day.indexOf(' ') > 0 ? day.indexOf(' ') : day.indexOf('T');
        try {
            return LocalDate.parse(space > 0 ? day.substring(0, space) : form.equals("yyyyMMdd") && day.length() > 8 ? day.substring(0, 8) : day,
                    DateTimeFormatter.ofPattern(form.equals("yyyyMMdd") ? "uuuuMMdd" : form.replace("yyyy", "uuuu").replace("MM", "M").replace("dd", "d"))
                            .withResolverStyle(ResolverStyle.STRICT));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static Money number(int at, String column, String text, String decimal, String currency) {
        String plain = text.replaceAll("[\\s\\u00a0¥￥€$£]|CNY|RMB|EUR|USD|GBP", "").replace("−", "-");
        if (plain.isEmpty() || plain.equals("-") || plain.equals("--")) {
            return Money.zero(currency);
        }
        boolean negative = plain.startsWith("-") || plain.endsWith("-") || plain.startsWith("(") && plain.endsWith(")");
        plain = plain.replaceAll("[-+()]", "");
        plain = decimal.equals(",") ? plain.replace(".", "").replace("'", "").replace(',', '.') : plain.replace(",", "").replace("'", "");
        if (plain.length() > NUMBER_MAX || !plain.matches("[0-9]+(\\.[0-9]+)?|\\.[0-9]+")) {
            throw wrong(at, column, text);
        }
        Money amount = StatementFile.money(new BigDecimal(plain), currency);
        return negative ? amount.negated() : amount;
    }

    private static Problem wrong(int at, String column, String cell) {
        return new Problem(BankProblem.STATEMENT_CELL).with("line", at).with("column", column).with("cell", cell.length() > 60 ? cell.substring(0, 60) : cell);
    }
}
