package entrepot.lists;

import entrepot.kernel.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with a row of a file, or worth knowing of it.
 *
 * @param row     the row of the file as an editor counts it ({@link Rows}); 0 for the whole order
 * @param column  the column's name as the file has it; empty where it is not one cell
 * @param code    a {@link Kind}'s name or the code of the {@link Problem} that placing ended with
 * @param value   what stands there; empty where nothing does
 * @param details what the text of the fault wants to know
 */
public record Fault(long row, String column, String code, String value, Map<String, String> details) {

    private static final int VALUE_MAX = 60;

    /** The texts are {@code list.fault.<NAME>}: what is wrong and what to do. */
    public enum Kind {
        /** The order is not placed, and rightly so. */
        REFUNDED(true), CANCELLED(true), NOT_PAID(true), FULFILLED(true), NOTHING_TO_SHIP(true), ALREADY_PLACED(true),
        IN_DISPUTE(true),
        /** Placed before, and the file says something else now: cancelling or changing is proposed. */
        DIFFERS(true),
        /** The order cannot be placed as it stands. */
        NUMBER_MISSING, NUMBER_WRECKED, NUMBER_ROUNDED, SKU_MISSING, SKU_WRECKED, SKU_UNKNOWN, PRODUCT_NOT_ACTIVE,
        QUANTITY_MISSING, QUANTITY_INVALID, PRICE_INVALID, PRICE_OUTSIDE_BAND, CURRENCY_DIFFERS, NAME_MISSING,
        PHONE_MISSING, PHONE_WRECKED, PHONE_INVALID, POSTCODE_WRECKED, COUNTRY_INVALID, CITY_MISSING, STREET_MISSING,
        TEXT_INVALID, DATE_INVALID, ADDRESS_DIFFERS, CELLS_TOO_MANY, LINES_TOO_MANY, PARTLY_REFUNDED, PARTLY_FULFILLED,
        PLACE_NOT_SERVED, STATUS_UNKNOWN,
        /** What the sub-shop calls it is no SKU and no alias yet. */
        ITEM_UNKNOWN,
        /** The other file of the two is missing. */
        DETAIL_MISSING, RECEIVER_MISSING,
        /** The platform hides the buyer; the order waits for its label or an address. */
        LABEL_MISSING,
        /** The label is there and does not say the city in letters that can be read. */
        REGION_MISSING,
        /** Dearer than when it was checked. */
        PRICE_CHANGED,
        /** The portal failed while it placed the list. */
        PLACING_FAILED,
        /** The order is placed; this is only said. */
        LINE_NOT_SHIPPED, CELL_REPAIRED, ZERO_RESTORED, PLACE_UNKNOWN, POSTCODE_ELSEWHERE, CHARACTER_LOST, LINE_TWICE, SAME_BUYER,
        SHIP_BY_PAST;

        private final boolean leavesOut;

        Kind() {
            this(false);
        }

        Kind(boolean leavesOut) {
            this.leavesOut = leavesOut;
        }

        boolean isNote() {
            return this == LINE_NOT_SHIPPED || this == CELL_REPAIRED || this == ZERO_RESTORED
                    || this == PLACE_UNKNOWN || this == POSTCODE_ELSEWHERE || this == CHARACTER_LOST || this == LINE_TWICE
                    || this == SAME_BUYER || this == SHIP_BY_PAST;
        }

        /** Whether not placing the order is what one would expect. */
        boolean leavesOut() {
            return leavesOut;
        }
    }

    public Fault {
        value = value.length() > VALUE_MAX ? value.substring(0, VALUE_MAX) + "…" : value;
        details = Map.copyOf(details);
    }

    /** Whether it is only said, and hinders nothing. */
    public boolean isNote() {
        return Arrays.stream(Kind.values()).anyMatch(kind -> kind.isNote() && kind.name().equals(code));
    }

    static Fault of(Kind kind, long row, String column, String value) {
        return new Fault(row, column, kind.name(), value, Map.of());
    }

    static Fault of(Kind kind, long row, String column, String value, Map<String, String> details) {
        return new Fault(row, column, kind.name(), value, details);
    }

    /** What placing ended with, as a fault of the order. */
    static Fault of(Problem problem, long row) {
        Map<String, String> details = new TreeMap<>();
        problem.details().forEach((name, value) -> details.put(name, String.valueOf(value)));
        return new Fault(row, "", problem.code().name(), "", details);
    }
}
