package entrepot.lists;

/**
 * What a column of a list can mean. The order is that of the mapping page; the words are {@code lists.field.<NAME>}.
 */
public enum Field {
    NUMBER, SKU, ITEM, SPEC, QUANTITY, PRICE,
    /** The price of the whole line, where the file has no price of a unit. */
    LINE_TOTAL,
    NAME,
    /** Where people give two names. */
    LAST_NAME,
    PHONE, PHONE2, COUNTRY, PROVINCE, CITY, DISTRICT, STREET, STREET2, POSTCODE, REMARK, GIFT, PAID_AT,
    /** By when the platform wants it on its way. */
    SHIP_BY, CURRENCY,
    /** Of the order, or of its payment. */
    STATUS, FULFILMENT, AFTER_SALES, CANCELLED_AT,
    /** Whether a line has to be shipped at all. */
    SHIPS,
    /** What stands in place of a receiver whom the platform hides. */
    CIPHER,
    /** Kinds and pieces of an order whose lines stand in another file. */
    KINDS, PIECES,
    /** Several lines in one cell. */
    PACKED;

    /** Whether it belongs to a line, not to the order. */
    boolean ofLine() {
        return switch (this) {
            case SKU, ITEM, SPEC, QUANTITY, PRICE, LINE_TOTAL, SHIPS -> true;
            default -> false;
        };
    }

    /** Whether a person can correct it in the page, or name the column that holds it. */
    public boolean byHand() {
        return switch (this) {
            case LAST_NAME, PHONE2, STREET2, LINE_TOTAL, CURRENCY, FULFILMENT, CANCELLED_AT, SHIPS, KINDS, PIECES, PACKED -> false;
            default -> true;
        };
    }

    /** Whether its letters are digits and signs, so that those a Chinese keyboard makes wide are meant narrow. */
    boolean narrow() {
        return switch (this) {
            case NUMBER, SKU, QUANTITY, PRICE, LINE_TOTAL, PHONE, PHONE2, POSTCODE, PAID_AT, SHIP_BY, CANCELLED_AT, KINDS, PIECES -> true;
            default -> false;
        };
    }
}
