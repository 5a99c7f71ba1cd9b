package entrepot.routing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import java.util.List;

/**
 * One warehouse in a decision: what was known of it, and what became of it.
 *
 * @param organisation who runs it
 * @param precision    of the warehouse's own point
 * @param city         what counts as one place: a prefecture city, a town
 * @param metres       to the buyer by great circle; null if where the buyer is is not known
 * @param consigned    free of headquarters' stock, by line
 * @param own          free of the dealer's own stock, by line
 * @param load         parcels since the last cut-off
 * @param share        parcels of the last seven days
 * @param score        promises kept of the last seven days, in percent
 * @param excluded     not to be asked again
 * @param chosen       whether it ships something
 * @param lostBecause  null where chosen
 */
public record Candidate(WarehouseId warehouse, String code, String name, OrganisationId organisation, boolean central,
                        Point point, Precision precision, String province, String city, Long metres,
                        List<Integer> consigned, List<Integer> own, boolean served, boolean open, int load,
                        int dailyLimit, int share, int score, boolean excluded, boolean chosen, Loss lostBecause) {

    public Candidate {
        consigned = List.copyOf(consigned);
        own = List.copyOf(own);
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
        return consigned.stream().allMatch(n -> n == 0) && own.stream().allMatch(n -> n == 0);
    }

    /** Whether the two count as one place, wherever in it they are. */
    boolean samePrefecture(Candidate other) {
        return !city.isEmpty() && city.equals(other.city) && province.equals(other.province);
    }

    Candidate at(Long distance) {
        return new Candidate(warehouse, code, name, organisation, central, point, precision, province, city, distance,
                consigned, own, served, open, load, dailyLimit, share, score, excluded, false, null);
    }

    Candidate won() {
        return became(true, null);
    }

    Candidate lost(Loss because) {
        return became(false, because);
    }

    private Candidate became(boolean chosenNow, Loss because) {
        return new Candidate(warehouse, code, name, organisation, central, point, precision, province, city, metres,
                consigned, own, served, open, load, dailyLimit, share, score, excluded, chosenNow, because);
    }
}
