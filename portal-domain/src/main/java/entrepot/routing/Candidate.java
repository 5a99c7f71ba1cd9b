package entrepot.routing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One warehouse in a decision: what was known of it, what the rules made of it, and what became of it.
 *
 * @param organisation who runs it
 * @param precision    of the warehouse's own point
 * @param city         what counts as one place: a prefecture city, a town
 * @param metres       to the buyer by great circle; null where it was not reckoned
 * @param consigned    free of headquarters' stock, by line
 * @param own          free of the dealer's own stock, by line
 * @param served       whether it may ship to that place: by its own territory and by the coverage table
 * @param open         whether it ships on the day on which this would leave
 * @param load         parcels since the last cut-off
 * @param dailyLimit   that counted: the rules' or its own, raised in a peak period
 * @param share        parcels of the last days
 * @param score        promises kept of the last days, in percent
 * @param excluded     not to be asked again
 * @param chosen       whether it ships something
 * @param lostBecause  null where chosen
 * @param coverage     how exactly the coverage table names it; null for not at all
 * @param outOfLine    true if the rules keep it from goods of that kind, else null
 * @param confirmedAt  when its stock was last confirmed; null where nobody knows
 * @param autoAccept   true if its offers count as accepted, else null
 * @param territory    what its own setting says where the coverage table says otherwise, else null
 * @param ownLimit     its own daily limit where the rules say otherwise, else null
 */
public record Candidate(WarehouseId warehouse, String code, String name, OrganisationId organisation, boolean central,
                        Point point, Precision precision, String province, String city, Long metres,
                        List<Integer> consigned, List<Integer> own, boolean served, boolean open, int load,
                        int dailyLimit, int share, int score, boolean excluded, boolean chosen, Loss lostBecause,
                        Coverage coverage, Boolean outOfLine, Instant confirmedAt, Boolean autoAccept,
                        Boolean territory, Integer ownLimit) {

    /** No pieces, by the number of lines. */
    private static final List<List<Integer>> NOTHING = IntStream.range(0, 16)
            .mapToObj(lines -> List.copyOf(Collections.nCopies(lines, 0))).toList();

    public Candidate {
        consigned = shared(consigned);
        own = shared(own);
    }

    /** Of thousands most hold nothing: one list for all of them is one that is at hand. */
    private static List<Integer> shared(List<Integer> pieces) {
        if (pieces.size() >= NOTHING.size()) {
            return List.copyOf(pieces);
        }
        for (int held : pieces) {
            if (held != 0) {
                return List.copyOf(pieces);
            }
        }
        return NOTHING.get(pieces.size());
    }

    /** One of which the rules say nothing of their own. */
    public Candidate(WarehouseId warehouse, String code, String name, OrganisationId organisation, boolean central,
                     Point point, Precision precision, String province, String city, Long metres,
                     List<Integer> consigned, List<Integer> own, boolean served, boolean open, int load,
                     int dailyLimit, int share, int score, boolean excluded, boolean chosen, Loss lostBecause) {
        this(warehouse, code, name, organisation, central, point, precision, province, city, metres, consigned, own,
                served, open, load, dailyLimit, share, score, excluded, chosen, lostBecause, null, null, null, null,
                null, null);
    }

    /** Pieces that it could ship of that line. */
    public int available(int line) {
        return consigned.get(line) + own.get(line);
    }

    public boolean holdsAll(List<RouteLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (available(i) < lines.get(i).quantity()) {
                return false;
            }
        }
        return true;
    }

    /** How many of the lines it could ship whole. */
    public int holds(List<RouteLine> lines) {
        int held = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (available(i) >= lines.get(i).quantity()) {
                held++;
            }
        }
        return held;
    }

    boolean holdsNothing() {
        for (int i = 0; i < consigned.size(); i++) {
            if (available(i) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the two count as one place, wherever in it they are. */
    boolean samePrefecture(Candidate other) {
        return !city.isEmpty() && city.equals(other.city) && province.equals(other.province);
    }

    /** What its own setting says of that place, whatever the coverage table does. */
    boolean inTerritory() {
        return territory == null ? served : territory;
    }

    int limitOfItsOwn() {
        return ownLimit == null ? dailyLimit : ownLimit;
    }

    Coverage named() {
        return coverage == null ? Coverage.UNNAMED : coverage;
    }

    boolean isOutOfLine() {
        return Boolean.TRUE.equals(outOfLine);
    }

    boolean acceptsByItself() {
        return Boolean.TRUE.equals(autoAccept);
    }

    Candidate at(Long distance) {
        return new Candidate(warehouse, code, name, organisation, central, point, precision, province, city, distance,
                consigned, own, served, open, load, dailyLimit, share, score, excluded, chosen, lostBecause, coverage,
                outOfLine, confirmedAt, autoAccept, territory, ownLimit);
    }

    Candidate won(Long distance) {
        return became(distance, true, null);
    }

    Candidate lost(Long distance, Loss because) {
        return became(distance, false, because);
    }

    private Candidate became(Long distance, boolean chosenNow, Loss because) {
        return new Candidate(warehouse, code, name, organisation, central, point, precision, province, city, distance,
                consigned, own, served, open, load, dailyLimit, share, score, excluded, chosenNow, because, coverage,
                outOfLine, confirmedAt, autoAccept, territory, ownLimit);
    }

    /** As it would stand with other figures: for what a dealer would have to change, and for what other rules would have done. */
    Candidate with(List<Integer> consignedNow, List<Integer> ownNow, int loadNow, int shareNow, Instant confirmedNow) {
        return new Candidate(warehouse, code, name, organisation, central, point, precision, province, city, metres,
                consignedNow, ownNow, served, open, loadNow, dailyLimit, shareNow, score, excluded, false, null, coverage,
                outOfLine, confirmedNow, autoAccept, territory, ownLimit);
    }

    /** As the rules see it. */
    Candidate ruled(boolean servedNow, Coverage coverageNow, boolean inLine, int limitNow) {
        return new Candidate(warehouse, code, name, organisation, central, point, precision, province, city, metres,
                consigned, own, servedNow, open, load, limitNow, share, score, excluded, false, null,
                coverageNow == Coverage.UNNAMED ? null : coverageNow, inLine ? null : Boolean.TRUE, confirmedAt, autoAccept,
                servedNow == inTerritory() ? null : Boolean.valueOf(inTerritory()),
                limitNow == limitOfItsOwn() ? null : Integer.valueOf(limitOfItsOwn()));
    }

    /** As it would stand if what keeps it out were otherwise. */
    Candidate opened(boolean servedNow, boolean openNow, boolean inLine, Coverage coverageNow, int scoreNow) {
        return new Candidate(warehouse, code, name, organisation, central, point, precision, province, city, metres,
                consigned, own, servedNow, openNow, load, dailyLimit, share, scoreNow, excluded, false, null,
                coverageNow == Coverage.UNNAMED ? null : coverageNow, inLine ? null : Boolean.TRUE, confirmedAt, autoAccept,
                territory, ownLimit);
    }
}
