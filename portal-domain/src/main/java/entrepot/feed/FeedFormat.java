package entrepot.feed;

/** The formats that a feed can have, with the ending of its address. */
public enum FeedFormat {
    SHOPIFY_CSV("csv", "text/csv; charset=UTF-8"),
    JSON("json", "application/json");

    private final String ending;
    private final String mediaType;

    FeedFormat(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    public String ending() {
        return ending;
    }

    public String mediaType() {
        return mediaType;
    }
}
