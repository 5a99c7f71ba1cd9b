package entrepot.routing;

/** Why a candidate was not chosen. Pages show the bundles' text {@code routing.loss.<NAME>}. */
public enum Loss {
    /** It has declined this one, or let its deadline pass. */
    EXCLUDED,
    /** Enough dealers have been asked; now it is central's. */
    OFFERS_USED_UP,
    /** The address is outside of what it covers. */
    NOT_SERVED,
    CLOSED,
    /** Its daily limit is reached. */
    FULL,
    /** Where the buyer is could not be found, so only central ships. */
    PLACE_UNKNOWN,
    /** It does not ship goods of that kind. */
    NOT_ITS_LINE,
    /** Its stock has not been confirmed for so long that nobody counts on it. */
    STOCK_TOO_OLD,
    HOLDS_NOTHING,
    HOLDS_PART,
    /** Another one is named for this place in the coverage table. */
    COVERED_BY_OTHER,
    /** Another holds everything and is nearer. */
    FARTHER,
    /** As good so far as another whose stock was confirmed more lately. */
    STALE_STOCK,
    /** As good so far as another that had a smaller share of the last days. */
    LARGER_SHARE,
    /** As good so far; another keeps its promises better. */
    LOWER_SCORE,
    /** As good so far; shipping from another costs less. */
    DEARER,
    /** As good so far; another can take all from the goods that go first. */
    OTHER_GOODS,
    /** Equal in everything that is asked, to the metre: the code decided, so that the same facts always give the same answer. */
    ALL_EQUAL,
    /** Central ships what no dealer can. */
    CENTRAL_IS_LAST,
    /** The others together need fewer parcels, or are nearer. */
    NOT_NEEDED
}
