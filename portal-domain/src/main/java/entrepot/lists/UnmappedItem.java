package entrepot.lists;

import java.time.Instant;

/** What a sub-shop's lists call a thing that nothing explains yet, how many orders wait for it, and since when. */
public record UnmappedItem(String key, String item, String spec, String itemCode, int orders, int pieces, Instant since) {
}
