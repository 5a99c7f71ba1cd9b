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
    HOLDS_NOTHING,
    HOLDS_PART,
    /** Another holds everything and is nearer. */
    FARTHER,
    /** Equally near as another that had a smaller share of the last days. */
    LARGER_SHARE,
    /** Equally near, same share; another keeps its promises better. */
    LOWER_SCORE,
    /** Central ships what no dealer can. */
    CENTRAL_IS_LAST,
    /** The others together need fewer parcels, or are nearer. */
    NOT_NEEDED
}
