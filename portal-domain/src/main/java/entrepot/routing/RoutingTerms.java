package entrepot.routing;

import java.util.List;

/**
 * The part of the rules that a decision is made by, kept with it; what depends on the place (coverage, limits, product
 * lines) stands resolved in each candidate.
 *
 * @param rules         the code of the rules' version; empty for the example
 * @param peak          the code of the peak period; empty outside of one
 * @param criteria      in the order in which they ask
 * @param nearMetres    up to this difference two distances count as equal
 * @param onePrefecture whether places inside one prefecture count as equally near
 * @param centralLast   whether central ships only what no dealer can
 * @param staleDays     after so many days without confirmation a dealer's stock loses weight
 * @param outDays       after so many it does not count at all
 * @param minimumPartMinor nobody ships less than this of a split order
 * @param ownFirst      whether a dealer's own goods go before headquarters'
 * @param acceptAtOnce  whether all offers count as accepted (peak)
 */
public record RoutingTerms(String rules, String peak, List<Criterion> criteria, long nearMetres, boolean onePrefecture,
                           boolean centralLast, int staleDays, int outDays, long minimumPartMinor, boolean ownFirst,
                           Costs costs, boolean acceptAtOnce) {

    /** What was in force before a tenant set rules of its own; stored decisions without terms were made by it. */
    public static final RoutingTerms EXAMPLE = RoutingRules.example("CNY").terms(null);

    /**
     * What shipping costs headquarters, as an estimate to compare by, in minor units.
     *
     * @param near         a parcel inside its province
     * @param nearKilogram each started kilogram of it
     * @param far          a parcel to another province
     * @param farKilogram  each started kilogram of it
     * @param dealerParcel the dealer's fee a parcel
     * @param dealerPiece  the dealer's fee a piece
     */
    public record Costs(long near, long nearKilogram, long far, long farKilogram, long dealerParcel, long dealerPiece) {

        long of(boolean sameProvince, boolean dealer, long grams, int pieces) {
            long kilograms = Math.max(1, (grams + 999) / 1_000);
            return (sameProvince ? near + kilograms * nearKilogram : far + kilograms * farKilogram)
                    + (dealer ? dealerParcel + pieces * dealerPiece : 0);
        }
    }

    public RoutingTerms {
        criteria = List.copyOf(criteria);
    }
}
