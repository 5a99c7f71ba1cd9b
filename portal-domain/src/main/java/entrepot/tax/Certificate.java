package entrepot.tax;

import entrepot.kernel.Money;
import java.time.LocalDate;
import java.util.List;

/** What was withheld of a person in a year, or one month of it. @param number in clear: it is the person's own paper */
public record Certificate(String headquarters, String name, String number, int year, Integer month, List<Row> rows, Money gross, Money tax) {

    public record Row(LocalDate payDate, String statement, Money gross, Money tax) {
    }

    public Certificate {
        rows = List.copyOf(rows);
    }
}
