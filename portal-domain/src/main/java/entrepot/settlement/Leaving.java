package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.network.Organisation;
import java.time.Instant;
import java.util.List;

/**
 * A member whose membership ends, and all that is still open of it.
 *
 * @param shortened  when two persons decided that its windows are not waited for; null where they did not
 * @param windows    the proposal to do so that waits; null where none does
 * @param deposit    the proposals about its deposit that wait
 */
public record Leaving(Organisation member, List<Open> open, Instant shortened, String windows, List<String> deposit) {

    /** Whether the final run can be started: what is left are balances. */
    public boolean settles() {
        return open.stream().noneMatch(each -> each.what().first);
    }

    /** Whether nothing is left, so that the membership can be closed. */
    public boolean closes() {
        return open.isEmpty();
    }

    /**
     * Something that is still open.
     *
     * @param amount null where it is not about an amount
     * @param until  when it ends by itself; null where it does not
     */
    public record Open(What what, long count, Money amount, Instant until) {
    }

    /** What may be open, in the order in which it is to be settled; who can help is told by its words. */
    public enum What {
        /** Orders that are not delivered yet. */
        ORDERS(true),
        /** Consignments that its warehouse has to ship. */
        CONSIGNMENTS(true),
        /** Returns of what it sold or shipped. */
        RETURNS(true),
        /** What was delivered may still come back. */
        WINDOWS(true),
        DISPUTES(true),
        ADJUSTMENTS(true),
        /** Proposed, or appealed against. */
        DEDUCTIONS(true),
        /** Headquarters' goods in its warehouses. */
        STOCK(true),
        TOP_UPS(true),
        /** Another run has it in hand. */
        RUN(true),
        /** Earned and not settled. */
        DUE(false),
        WALLET(false),
        /** It owes headquarters. */
        RECEIVABLE(false),
        DEPOSIT(false),
        /** On its way to the bank. */
        PAYABLE(false);

        /** Whether it must end before the final run. */
        private final boolean first;

        What(boolean first) {
            this.first = first;
        }

        public boolean isFirst() {
            return first;
        }
    }
}
