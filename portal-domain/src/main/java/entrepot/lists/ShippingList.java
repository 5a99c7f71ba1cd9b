package entrepot.lists;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;
import java.util.Map;

/**
 * One or more files of orders, as they were recognised, checked and placed.
 *
 * @param format     what the first file was recognised as
 * @param encoding   how its text was read, such as {@code UTF-8}; {@code XLSX} for a workbook
 * @param delimiter  between its columns; empty for a workbook
 * @param placingAt  when placing was asked for; null before
 * @param doneAt     when the last order had its turn; null before
 * @param checkedAt  when it was last held against catalogue and prices; null for lists of before
 * @param counts     how many orders came to what
 * @param readyTotal what those that are ready would cost, as checked
 */
public record ShippingList(String code, OrganisationId organisation, String subShopCode, String fileName, Format format,
                           String encoding, String delimiter, State state, String uploadedBy, Instant uploadedAt,
                           Instant placingAt, Instant doneAt, Instant checkedAt, Map<Outcome, Integer> counts,
                           Money readyTotal) {

    public ShippingList {
        counts = Map.copyOf(counts);
    }

    /** What a file can be recognised as. */
    public enum Format {
        SHOPIFY, WOOCOMMERCE, TAOBAO,
        /** Taobao's second file: the lines of the orders in the first. */
        TAOBAO_DETAIL, PINDUODUO, ALIBABA_1688, TEMPLATE,
        /** Columns that the member named itself. */
        MAPPED,
        /** Receivers by order number, for orders whose platform hides them. */
        ADDRESSES
    }

    /** Where a list stands. */
    public enum State {
        /** Waits for somebody to say which column means what. */
        MAPPING, CHECKED, PLACING, DONE, DISCARDED;

        /** Which state may follow which; a list that is done may be placed again for what was refused. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(MAPPING, CHECKED, DISCARDED)
                // read in another encoding, its columns may have to be named after all
                .allow(CHECKED, MAPPING, PLACING, DISCARDED)
                .allow(PLACING, DONE)
                .allow(DONE, PLACING);
    }

    /** What became of one order of the file. */
    public enum Outcome {
        /** Can be placed, or waits for its turn. */
        READY,
        /** Needs repair. */
        BAD,
        /** Its platform hides the buyer: it waits for the label, or for an address. */
        WAITING_LABEL,
        /** Rightly not placed: refunded, cancelled, placed before. */
        LEFT_OUT,
        /** Placed before, and the file says something else now. */
        DIFFERS,
        PLACED,
        /** Placed, and waits for money. */
        WAITING_FUNDS,
        /** Dearer than when it was checked: placed when somebody agrees. */
        PRICE_CHANGED,
        /** Could not be placed when its turn came. */
        REFUSED
    }

    public int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    public int ready() {
        return count(Outcome.READY);
    }

    public int bad() {
        return count(Outcome.BAD);
    }

    public int leftOut() {
        return count(Outcome.LEFT_OUT);
    }

    /** Placed, whether they wait for money or not. */
    public int placed() {
        return count(Outcome.PLACED) + count(Outcome.WAITING_FUNDS);
    }

    public int refused() {
        return count(Outcome.REFUSED);
    }

    /** What can be asked to be placed once more. */
    public int again() {
        return refused() + count(Outcome.PRICE_CHANGED);
    }

    public int orders() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How far placing is, 0 to 100. */
    public int percent() {
        int all = ready() + placed() + again();
        return all == 0 ? 100 : (placed() + again()) * 100 / all;
    }
}
