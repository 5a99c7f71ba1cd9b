package entrepot.inventory;

import java.util.List;

/**
 * A page of a stock list. A variant's lines stand on one page.
 *
 * @param next the SKU after which the next page goes on; null on the last one
 */
public record StockPage(List<StockLine> lines, String next) {

    public StockPage {
        lines = List.copyOf(lines);
    }
}
