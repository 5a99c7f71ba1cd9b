package entrepot.inventory;

import entrepot.kernel.VariantId;
import java.time.Instant;
import java.util.List;

/**
 * Something that is short, or soon will be.
 *
 * @param free     pieces that nobody has ordered; negative where more was sold before it came than there is
 * @param incoming on their way
 * @param sold     in the last 28 days
 * @param proposed pieces to ask for; 0 where enough is on its way
 */
public record StockAlarm(Warehouse warehouse, VariantId variant, String sku, String title, Instant since, int free, int incoming,
                         int sold, int minimum, int coverDays, int targetDays, int packSize, int proposed) {

    /** How many days what is free lasts; null where nothing was sold. */
    public Integer cover() {
        return sold == 0 ? null : Math.max(0, free) * StockAlarms.SALES_DAYS / sold;
    }

    /** What became of proposals that were taken over. */
    public record TakenOver(List<String> documents, List<String> leftOut) {

        public TakenOver {
            documents = List.copyOf(documents);
            leftOut = List.copyOf(leftOut);
        }
    }
}
