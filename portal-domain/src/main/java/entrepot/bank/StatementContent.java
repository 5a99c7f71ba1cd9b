package entrepot.bank;

import entrepot.kernel.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * One statement as its file says it, whatever the format.
 *
 * @param account the account's number as the file writes it; empty where it does not say
 * @param number  the bank's number of the statement; empty where there is none
 * @param opening null where a table does not tell it
 * @param closing null as well
 */
record StatementContent(String account, String number, LocalDate from, LocalDate to, String currency, Money opening, Money closing, List<Line> lines,
                        List<LeftOut> pending) {

    /**
     * One movement.
     *
     * @param at        the line or entry of the file, counted from 1
     * @param amount    what came in is positive
     * @param name      of who paid or was paid
     * @param account   of the same
     * @param endToEnd  what the payer called it; empty for none
     * @param servicer  the bank's own reference; empty for none
     * @param kindCode  the bank's code for what it is
     * @param returned  whether the bank says that it gives back an earlier one
     */
    record Line(int at, LocalDate bookedOn, LocalDate valueOn, Money amount, String name, String account, String text, String endToEnd, String servicer,
                String kindCode, boolean returned) {

        private static final int SHORT = 140;
        private static final int LONG = 1_000;

        Line {
            name = cut(name, SHORT);
            account = cut(account, SHORT);
            text = cut(text, LONG);
            endToEnd = endToEnd == null || endToEnd.equals("NOTPROVIDED") ? "" : cut(endToEnd, SHORT);
            servicer = servicer == null || servicer.equals("NONREF") ? "" : cut(servicer, SHORT);
            kindCode = cut(kindCode, SHORT);
        }

        private static String cut(String text, int max) {
            String plain = text == null ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            return plain.substring(0, Math.min(max, plain.length()));
        }
    }

    /** A line of a file that is not taken, and why. */
    record LeftOut(int at, String what, String why) {
    }

    /** What the lines add up to. */
    Money sum() {
        return lines.stream().map(Line::amount).reduce(Money.zero(currency), Money::plus);
    }
}
