package entrepot.feed;

/** Why a row is left out, or what should be known about one that is taken. Its words are {@code import.remark.<NAME>}. */
public enum RowRemark {
    HANDLE_MISSING, HANDLE_TOO_LONG, HANDLE_OF_TWO_PRODUCTS, TITLE_MISSING, TITLE_TOO_LONG, SKU_TOO_LONG, SKU_WRECKED,
    SKU_TWICE, SKU_OF_ANOTHER_PRODUCT, OPTIONS_TWICE, PRICE_MISSING, PRICE_UNREADABLE, PRICE_NOT_POSITIVE,
    WEIGHT_UNREADABLE, TOO_MANY_CELLS, IMAGE_ADDRESS_UNUSABLE, NOTHING_IN_ROW,
    /** Taken: there was no SKU, one was made up and waits for review. */
    SKU_MADE_UP,
    /** Taken, but its picture's address cannot be used. */
    IMAGE_LEFT_OUT
}
