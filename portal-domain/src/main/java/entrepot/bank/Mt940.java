package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SWIFT MT940, with or without the blocks around it: the tags 20, 25, 28C, 60F/M, 61, 86, 62F/M. Field 86 is read as German banks cut it ({@code ?20…},
 * {@code EREF+}), by the words between slashes ({@code /NAME/}), or as plain text. Pure.
 */
final class Mt940 {

    private static final Pattern TAG = Pattern.compile("^:([0-9]{2}[A-Z]?):(.*)$");
    private static final Pattern BALANCE = Pattern.compile("([CD])([0-9]{6})([A-Z]{3})([0-9]{1,15},[0-9]{0,3})");
    private static final Pattern MOVEMENT = Pattern.compile(
            "([0-9]{6})([0-9]{4})?(RC|RD|C|D)([A-Z])?([0-9]{1,15},[0-9]{0,3})([A-Z][A-Z0-9]{3})((?:(?!//).)*)(?://(.*))?");
    private static final Pattern END_TO_END = Pattern.compile("(?:EREF\\+|/EREF/)\\s*([^\\s/+?]{1,35})");
    private static final Pattern NAME = Pattern.compile("/(?:NAME|ORDP/NAME|BENM/NAME)/([^/]{1,140})");
    private static final Pattern ACCOUNT = Pattern.compile("/(?:IBAN|ACCT)/([^/]{1,40})");

    private Mt940() {
    }

    static boolean looksLike(String text) {
        return text.contains(":20:") && text.contains(":60") && text.contains(":25");
    }

    /** A statement while it is read. */
    private static final class Open {
        private String account = "";
        private String number = "";
        private Money opening;
        private LocalDate openedOn;
        private final List<StatementContent.Line> lines = new ArrayList<>();
        private String movement;
        private int movementAt;
        private String about = "";
    }

    /** @throws Problem STATEMENT_UNREADABLE with the line, STATEMENT_TOO_LONG */
    static List<StatementContent> read(String text) {
        List<StatementContent> statements = new ArrayList<>();
        String[] rows = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        Open open = new Open();
        int at = 0;
        while (at < rows.length) {
            Matcher tag = TAG.matcher(rows[at].replaceFirst("^\\{[124].*\\{4:", ""));
            if (!tag.matches()) {
                at++;
                continue;
            }
            int begun = at + 1;
            StringBuilder value = new StringBuilder(tag.group(2));
            at++;
            while (at < rows.length && !TAG.matcher(rows[at]).matches() && !rows[at].startsWith("-}") && !rows[at].equals("-") && !rows[at].startsWith("{")) {
                value.append('\n').append(rows[at]);
                at++;
            }
            try {
                open = field(open, tag.group(1), value.toString(), begun, statements);
            } catch (DateTimeException | ArithmeticException | NumberFormatException wrong) {
                throw unreadable(begun);
            }
        }
        if (statements.isEmpty()) {
            throw unreadable(1);
        }
        return statements;
    }

    private static Open field(Open open, String tag, String value, int at, List<StatementContent> statements) {
        switch (tag) {
            case "20" -> {
                return new Open();
            }
            case "25", "25P" -> open.account = value.strip().split("\n")[0];
            case "28C", "28" -> open.number = value.strip();
            case "60F", "60M" -> {
                Matcher balance = balance(value, at);
                open.opening = amount(balance);
                open.openedOn = date(balance.group(2));
            }
            case "61" -> {
                close(open);
                open.movement = value;
                open.movementAt = at;
            }
            case "86" -> {
                if (open.movement != null) {
                    open.about = value;
                    close(open);
                }
            }
            case "62F", "62M" -> {
                close(open);
                Matcher balance = balance(value, at);
                if (open.opening == null) {
                    throw unreadable(at);
                }
                LocalDate end = date(balance.group(2));
                LocalDate begin = open.lines.stream().map(StatementContent.Line::bookedOn).min(LocalDate::compareTo).orElse(open.openedOn);
                begin = begin.isAfter(end) ? end : begin;
                // numbers begin anew each year
                String number = open.number.isEmpty() ? "" : end.getYear() + "/" + open.number;
                statements.add(new StatementContent(open.account, number, begin, end, balance.group(3), open.opening, amount(balance), List.copyOf(open.lines), List.of()));
                Open next = new Open();
                next.account = open.account;
                next.number = open.number;
                return next;
            }
            default -> {
                // other fields say nothing that we need
            }
        }
        return open;
    }

    private static void close(Open open) {
        if (open.movement == null) {
            return;
        }
        if (open.opening == null) {
            throw unreadable(open.movementAt);
        }
        String[] parts = open.movement.split("\n", 2);
        Matcher found = MOVEMENT.matcher(parts[0].strip());
        if (!found.matches()) {
            throw unreadable(open.movementAt);
        }
        LocalDate value = date(found.group(1));
        LocalDate booked = value;
        if (found.group(2) != null) {
            int month = Integer.parseInt(found.group(2).substring(0, 2));
            int day = Integer.parseInt(found.group(2).substring(2));
            // the year is the one in which the two days are nearest
            int year = value.getYear() + (value.getMonthValue() == 12 && month == 1 ? 1 : value.getMonthValue() == 1 && month == 12 ? -1 : 0);
            booked = LocalDate.of(year, month, day);
        }
        String mark = found.group(3);
        boolean in = mark.equals("C") || mark.equals("RD");
        Money amount = StatementFile.money(new BigDecimal(decimal(found.group(5))), open.opening.currency());
        String about = open.about.replace("\n", "");
        String supplement = parts.length > 1 ? parts[1].replace("\n", " ") : "";
        About said = About.of(about);
        String own = found.group(7) == null ? "" : found.group(7).strip();
        open.lines.add(new StatementContent.Line(open.movementAt, booked, value, in ? amount : amount.negated(), said.name(), said.account(),
                (said.text() + " " + supplement + " " + (own.equals("NONREF") ? "" : own)).strip(), said.endToEnd().isEmpty() ? own : said.endToEnd(),
                found.group(8) == null ? "" : found.group(8).strip(), found.group(6), mark.startsWith("R") || said.returned()));
        StatementFile.checkLines(open.lines.size());
        open.movement = null;
        open.about = "";
    }

    /** What field 86 tells of a movement. */
    private record About(String text, String name, String account, String endToEnd, boolean returned) {

        static About of(String about) {
            String text = about;
            String name = "";
            String account = "";
            if (about.matches("[0-9]{3}\\?.*")) {
                StringBuilder words = new StringBuilder();
                StringBuilder who = new StringBuilder();
                for (String part : about.substring(3).split("\\?")) {
                    if (part.length() < 2) {
                        continue;
                    }
                    String rest = part.substring(2);
                    switch (part.substring(0, 2)) {
                        case "31" -> account = rest;
                        case "32", "33" -> who.append(rest);
                        case "30", "10", "34" -> {
                            // the bank's own numbers
                        }
                        default -> words.append(part.startsWith("0") ? rest + " " : rest);
                    }
                }
                text = words.toString();
                name = who.toString();
            } else {
                Matcher named = NAME.matcher(about);
                name = named.find() ? named.group(1) : "";
                Matcher numbered = ACCOUNT.matcher(about);
                account = numbered.find() ? numbered.group(1) : "";
            }
            Matcher reference = END_TO_END.matcher(text);
            return new About(text, name, account, reference.find() ? reference.group(1) : "", text.contains("/RTRN/") || text.contains("RETURN") || text.contains("R-TRANSACTION"));
        }
    }

    private static Matcher balance(String value, int at) {
        Matcher balance = BALANCE.matcher(value.strip());
        if (!balance.matches()) {
            throw unreadable(at);
        }
        return balance;
    }

    private static Money amount(Matcher balance) {
        Money amount = StatementFile.money(new BigDecimal(decimal(balance.group(4))), balance.group(3));
        return balance.group(1).equals("C") ? amount : amount.negated();
    }

    private static String decimal(String amount) {
        return amount.endsWith(",") ? amount.substring(0, amount.length() - 1) : amount.replace(',', '.');
    }

    private static LocalDate date(String six) {
        return LocalDate.of(2000 + Integer.parseInt(six.substring(0, 2)), Integer.parseInt(six.substring(2, 4)), Integer.parseInt(six.substring(4)));
    }

    private static Problem unreadable(int line) {
        return new Problem(BankProblem.STATEMENT_UNREADABLE).with("line", line);
    }
}
