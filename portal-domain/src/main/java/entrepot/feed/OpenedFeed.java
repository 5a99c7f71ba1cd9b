package entrepot.feed;

/**
 * A feed with its secret address.
 *
 * @param path below the tenant's host, such as {@code /feeds/acme/<token>.csv}; shown once, kept only as a hash
 */
public record OpenedFeed(Feed feed, String path) {
}
