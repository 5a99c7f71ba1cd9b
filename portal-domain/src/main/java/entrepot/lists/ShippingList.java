package entrepot.lists;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * A file of orders, as it was recognised, checked and placed.
 *
 * @param format     what it was recognised as
 * @param encoding   how its text was read, such as {@code UTF-8}
 * @param delimiter  between its columns
 * @param ready      orders that can be placed, or wait for their turn
 * @param bad        orders that need repair
 * @param leftOut    orders that are rightly not placed: refunded, cancelled, placed before
 * @param placed     orders that were placed
 * @param refused    orders that could not be placed when their turn came
 * @param readyTotal what those that are ready would cost, as checked
 * @param placingAt  when placing was asked for; null before
 * @param doneAt     when the last order had its turn; null before
 */
public record ShippingList(String code, OrganisationId organisation, String subShopCode, String fileName, Format format,
                           String encoding, String delimiter, State state, String uploadedBy, Instant uploadedAt,
                           Instant placingAt, Instant doneAt, int ready, int bad, int leftOut, int placed, int refused,
                           Money readyTotal) {

    /** What a file can be recognised as. */
    public enum Format { SHOPIFY, TEMPLATE }

    /** Where a list stands. */
    public enum State {
        CHECKED, PLACING, DONE, DISCARDED;

        /** Which state may follow which; a list that is done may be placed again for what was refused. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(CHECKED, PLACING, DISCARDED)
                .allow(PLACING, DONE)
                .allow(DONE, PLACING);
    }

    /** What became of one order of the file. */
    public enum Outcome { READY, BAD, LEFT_OUT, PLACED, REFUSED }

    public int orders() {
        return ready + bad + leftOut + placed + refused;
    }

    /** How far placing is, 0 to 100. */
    public int percent() {
        int all = ready + placed + refused;
        return all == 0 ? 100 : (placed + refused) * 100 / all;
    }
}
