package entrepot.feed;

import entrepot.kernel.SubShopId;
import java.time.Instant;

/**
 * A feed of a sub-shop. Its secret address is not in it: it is shown once, when the feed is opened or rotated.
 *
 * @param active   whether its address answers
 * @param readAt   when it was last fetched; null if never
 */
public record Feed(String code, SubShopId subShop, FeedFormat format, boolean active, Instant openedAt,
                   Instant readAt) {
}
