package entrepot.inventory;

import java.time.LocalDate;
import java.util.List;

/**
 * What may be changed of a warehouse.
 *
 * @param closedUntil null for open
 * @param serves      full names of provinces; empty for everywhere
 */
public record SetUpWarehouse(String name, boolean active, int dailyLimit, LocalDate closedUntil,
                             List<String> serves) {

    public SetUpWarehouse {
        serves = List.copyOf(serves);
    }
}
