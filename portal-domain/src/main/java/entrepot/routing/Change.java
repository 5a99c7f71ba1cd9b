package entrepot.routing;

import entrepot.kernel.VariantId;

/**
 * Something that would have to be otherwise for a candidate to ship.
 *
 * @param amount  of what the kind says: kilometres nearer, pieces more, the largest share, …; 0 where it says all
 * @param variant whose pieces; null for other kinds
 */
public record Change(Kind kind, long amount, VariantId variant) {

    /** Pages show {@code routing.change.<NAME>} with {@code n}. */
    public enum Kind {
        /** Nothing would do: it has declined, or enough dealers were asked. */
        NOT_ANY_MORE,
        /** In its territory and in the coverage table. */
        BE_IN_COVERAGE,
        /** Named in the coverage table for the city or province. */
        BE_NAMED,
        BE_OPEN,
        /** No more than so many parcels since the last cut-off. */
        LOAD_AT_MOST,
        /** The rules would have to let it ship goods of that kind. */
        BE_IN_LINE,
        CONFIRM_STOCK,
        MORE_PIECES,
        KILOMETRES_NEARER,
        /** No more than so many parcels of the last days. */
        SHARE_AT_MOST,
        /** At least so many percent of its promises kept. */
        SCORE_AT_LEAST,
        /** Shipping from there would have to cost no more than from who won. */
        COST_NO_MORE,
        /** More pieces of the goods that go first. */
        MORE_OF_FIRST_GOODS,
        /** Better than who won in anything that is asked. */
        ANYTHING_BETTER,
        /** The buyer's address would have to be found on the map. */
        PLACE_KNOWN
    }

    static Change of(Kind kind) {
        return new Change(kind, 0, null);
    }

    static Change of(Kind kind, long amount) {
        return new Change(kind, amount, null);
    }
}
