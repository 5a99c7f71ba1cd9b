package entrepot.lists;

import entrepot.kernel.Money;
import java.time.Instant;
import java.util.List;

/**
 * One order of a file.
 *
 * @param no        1, 2, 3 … in the file's order
 * @param rows      the files' rows that it came from ({@link Rows})
 * @param total     what it would cost, as checked; null where that is not known
 * @param faults    why it was not placed, or what is worth knowing
 * @param shipBy    by when it has to be on its way; null where that was not kept
 * @param orderCode the order that was placed, or that had been before; null where there is none
 */
public record ListedOrder(int no, List<Long> rows, String outsideNumber, String receiver, String place, int pieces,
                          Money total, ShippingList.Outcome outcome, List<Fault> faults, String orderCode, Instant shipBy) {

    public ListedOrder {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }
}
