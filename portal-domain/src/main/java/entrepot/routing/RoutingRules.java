package entrepot.routing;

import entrepot.kernel.Problem;
import entrepot.platform.geo.Located;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A version of the rules by which a tenant routes. Versions never change: headquarters makes a draft, sees what it would
 * have done, proposes it, and another person puts it in force from a day on.
 *
 * @param code          given with the draft; empty for the example
 * @param criteria      in the order in which they ask; exact distance is always the last
 * @param nearKm        up to this difference two distances count as equal
 * @param onePrefecture whether places inside one prefecture count as equally near
 * @param centralLast   whether central ships only what no dealer can; else it stands beside the dealers
 * @param shareDays     the days that fair share and score look back
 * @param scoreFromOffers below so many offers a score would say more about chance than about the dealer
 * @param dailyLimit    parcels a day for dealers that have no limit in {@code warehouses}; null for each warehouse's own
 * @param cutOff        from then on a parcel counts for the next day; null for each warehouse's own
 * @param holidays      whether days that the work calendar keeps free are none on which parcels leave
 * @param staleDays     after so many days without confirmation a dealer's stock loses weight; 0 for never
 * @param outDays       after so many it does not count at all; 0 for never
 * @param minimumPartMinor nobody ships less than this of a split order, in minor units
 * @param ownFirst      whether a dealer's own goods go before headquarters'
 * @param warehouses    what holds for single warehouses
 * @param coverage      which warehouse serves which places; one that stands in it serves no others
 */
public record RoutingRules(String code, String name, List<Criterion> criteria, int nearKm, boolean onePrefecture,
                           boolean centralLast, int shareDays, int scoreFromOffers, Integer dailyLimit,
                           LocalTime cutOff, boolean holidays, int staleDays, int outDays, long minimumPartMinor,
                           boolean ownFirst, RoutingTerms.Costs costs, List<OfWarehouse> warehouses,
                           List<Covers> coverage) {

    /** Rows of the coverage table at most. */
    public static final int COVERAGE_MAX = 20_000;
    private static final int WAREHOUSES_MAX = 10_000;
    private static final int NAME_MAX = 100;
    private static final int LINES_MAX = 50;

    /**
     * What holds for one warehouse.
     *
     * @param dailyLimit parcels a day; null where nothing is said
     * @param lines      the categories that it ships; empty for all
     */
    public record OfWarehouse(String warehouse, Integer dailyLimit, List<String> lines) {
        public OfWarehouse {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }
    }

    /** A warehouse serves a city, or all of a province where the city is empty; names as the places have them. */
    public record Covers(String warehouse, String province, String city) {
        public Covers {
            city = city == null ? "" : city;
        }

        /** How exactly it names that place; UNNAMED where it names another. */
        Coverage names(Located place) {
            if (place == null || !province.equals(place.province())) {
                return Coverage.UNNAMED;
            }
            return city.isEmpty() ? Coverage.PROVINCE
                    : city.equals(place.prefecture()) ? Coverage.CITY : Coverage.UNNAMED;
        }
    }

    public RoutingRules {
        criteria = List.copyOf(criteria);
        warehouses = warehouses == null ? List.of() : List.copyOf(warehouses);
        coverage = coverage == null ? List.of() : List.copyOf(coverage);
    }

    /** What a tenant begins with (DEFAULTS): an example, until headquarters puts its own in force. */
    public static RoutingRules example(String currency) {
        boolean pounds = currency.equals("GBP");
        return new RoutingRules("", "", List.of(Criterion.COVERAGE, Criterion.NEAREST, Criterion.FRESH_STOCK,
                Criterion.FAIR_SHARE, Criterion.SCORE), 30, true, true, 7, 5, null, null, false, 3, 7, 0, false,
                pounds ? new RoutingTerms.Costs(350, 50, 350, 50, 100, 10)
                        : new RoutingTerms.Costs(600, 150, 800, 300, 300, 50), List.of(), List.of());
    }

    /** What a decision keeps of them. */
    public RoutingTerms terms(Peak peak) {
        return new RoutingTerms(code, peak == null ? "" : peak.code(), criteria, nearKm * 1_000L, onePrefecture,
                centralLast, staleDays, outDays, minimumPartMinor, ownFirst, costs, peak != null && peak.acceptAtOnce());
    }

    /** The same under another code or name. */
    public RoutingRules named(String newCode, String newName) {
        return new RoutingRules(newCode, newName, criteria, nearKm, onePrefecture, centralLast, shareDays, scoreFromOffers,
                dailyLimit, cutOff, holidays, staleDays, outDays, minimumPartMinor, ownFirst, costs, warehouses, coverage);
    }

    public RoutingRules covering(List<Covers> rows) {
        return new RoutingRules(code, name, criteria, nearKm, onePrefecture, centralLast, shareDays, scoreFromOffers,
                dailyLimit, cutOff, holidays, staleDays, outDays, minimumPartMinor, ownFirst, costs, warehouses, rows);
    }

    public RoutingRules limiting(List<OfWarehouse> rows) {
        return new RoutingRules(code, name, criteria, nearKm, onePrefecture, centralLast, shareDays, scoreFromOffers,
                dailyLimit, cutOff, holidays, staleDays, outDays, minimumPartMinor, ownFirst, costs, rows, coverage);
    }

    /** @throws Problem INVALID naming what makes no sense */
    RoutingRules checked() {
        if (name == null || name.isBlank() || name.length() > NAME_MAX) {
            throw Problem.missing("name");
        }
        if (EnumSet.copyOf(orEmpty(criteria)).size() != criteria.size()) {
            throw Problem.invalid("criteria", criteria);
        }
        between("nearKm", nearKm, 0, 5_000);
        between("shareDays", shareDays, 1, 31);
        between("scoreFromOffers", scoreFromOffers, 1, 1_000);
        between("staleDays", staleDays, 0, 365);
        between("outDays", outDays, 0, 365);
        if (outDays > 0 && outDays < staleDays) {
            throw Problem.invalid("outDays", outDays);
        }
        between("minimumPart", minimumPartMinor, 0, 1_000_000_000L);
        if (dailyLimit != null) {
            between("dailyLimit", dailyLimit, 1, 1_000_000);
        }
        for (long amount : List.of(costs.near(), costs.nearKilogram(), costs.far(), costs.farKilogram(),
                costs.dealerParcel(), costs.dealerPiece())) {
            between("costs", amount, 0, 1_000_000_000L);
        }
        if (warehouses.size() > WAREHOUSES_MAX || coverage.size() > COVERAGE_MAX) {
            throw Problem.invalid("coverage", coverage.size());
        }
        Set<String> seen = new HashSet<>();
        for (OfWarehouse row : warehouses) {
            if (!seen.add(row.warehouse()) || row.lines().size() > LINES_MAX) {
                throw Problem.invalid("warehouse", row.warehouse());
            }
            if (row.dailyLimit() != null) {
                between("dailyLimit", row.dailyLimit(), 1, 1_000_000);
            }
        }
        return this;
    }

    private static List<Criterion> orEmpty(List<Criterion> criteria) {
        if (criteria.isEmpty()) {
            throw Problem.missing("criteria");
        }
        return criteria;
    }

    private static void between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw Problem.invalid(field, value);
        }
    }
}
