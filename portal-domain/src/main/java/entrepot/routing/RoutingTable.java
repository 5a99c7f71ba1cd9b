package entrepot.routing;

import entrepot.inventory.Shelf;
import entrepot.inventory.Warehouse;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.WorkingTime;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that orders can be routed on, as it was read at one moment: what lies where and who was given what lately. Orders
 * that are routed one after the other on the same table see what the earlier ones took. Touches nothing outside itself.
 */
public final class RoutingTable {

    private final ZonedDateTime now;
    private final RulesBook.InForce inForce;
    private final WorkingTime calendar;
    private final Map<VariantId, Integer> columns = new HashMap<>();
    private final List<Place> places = new ArrayList<>();

    /** What a warehouse was given lately. */
    record Given(int load, int share, int score) {
        static final Given NOTHING = new Given(0, 0, 100);
    }

    /** A warehouse, and what is left of what was read. */
    private static final class Place {
        final Warehouse warehouse;
        final Instant confirmedAt;
        final boolean open;
        final int[] consigned;
        final int[] own;
        int load;
        int share;
        final int score;

        Place(Shelf shelf, Given given, boolean open) {
            this.warehouse = shelf.warehouse();
            this.confirmedAt = shelf.confirmedAt();
            this.open = open;
            this.consigned = shelf.consigned().stream().mapToInt(Integer::intValue).toArray();
            this.own = shelf.own().stream().mapToInt(Integer::intValue).toArray();
            this.load = given.load();
            this.share = given.share();
            this.score = given.score();
        }
    }

    /**
     * @param now      in the tenant's zone
     * @param calendar null where every day is worked
     */
    RoutingTable(ZonedDateTime now, RulesBook.InForce inForce, WorkingTime calendar, List<VariantId> variants,
                 List<Shelf> shelves, Map<WarehouseId, Given> given) {
        this.now = now;
        this.inForce = inForce;
        this.calendar = calendar;
        for (int i = 0; i < variants.size(); i++) {
            columns.put(variants.get(i), i);
        }
        shelves.forEach(shelf -> places.add(new Place(shelf, given.getOrDefault(shelf.warehouse().id(), Given.NOTHING),
                shelf.warehouse().isOpen(leavesOn(inForce.cutOff(shelf.warehouse().cutOff()))))));
    }

    /**
     * Decides for a new order.
     *
     * @throws Problem NOBODY_CAN_SHIP with the variants and pieces that are {@code missing}
     */
    public RoutingDecision decide(Address shipTo, List<RouteLine> lines) {
        return decide(shipTo, lines, Set.of(), null, false);
    }

    /**
     * @param excluded    warehouses that are not asked again
     * @param ownGoodsOf  whose own goods may be taken; null for everybody's
     * @param centralOnly whether enough dealers have been asked
     */
    RoutingDecision decide(Address shipTo, List<RouteLine> lines, Set<WarehouseId> excluded, Set<OrganisationId> ownGoodsOf,
                           boolean centralOnly) {
        Located buyer = Places.locate(shipTo).orElse(null);
        int[] at = lines.stream().mapToInt(line -> columns.get(line.variant())).toArray();
        List<Candidate> candidates = places.stream().map(place -> {
            Warehouse there = place.warehouse;
            boolean ownToo = there.central() || ownGoodsOf == null || ownGoodsOf.contains(there.owner());
            return inForce.ruled(new Candidate(there.id(), there.code(), there.name(), there.owner(), there.central(),
                    there.point(), there.precision(), there.province(), there.city(), null, picked(place.consigned, at),
                    ownToo ? picked(place.own, at) : lines.stream().map(line -> 0).toList(), serves(there, shipTo, buyer),
                    place.open, place.load, there.dailyLimit(), place.share, place.score, excluded.contains(there.id()),
                    false, null, null, null, place.confirmedAt, there.autoAccept() ? Boolean.TRUE : null, null, null),
                    buyer, lines);
        }).toList();
        return Router.decide(new RoutingRequest(now.toInstant(), buyer, shipTo.country(), lines, centralOnly, candidates,
                inForce.terms(), Map.of()));
    }

    /** The day on which a parcel of this moment leaves: the next one after cut-off, and a working day if the rules say so. */
    private LocalDate leavesOn(LocalTime cutOff) {
        LocalDate day = now.toLocalTime().isBefore(cutOff) ? now.toLocalDate() : now.toLocalDate().plusDays(1);
        return calendar == null ? day : calendar.workingDayFrom(day);
    }

    /** What the decision ships is gone for those that follow: consigned pieces first, then the dealer's own. */
    public void take(RoutingDecision decision) {
        for (RoutingDecision.Part part : decision.parts()) {
            Place place = places.stream().filter(p -> p.warehouse.id().equals(part.warehouse())).findFirst().orElseThrow();
            place.load++;
            place.share++;
            for (RoutingDecision.Piece piece : part.pieces()) {
                int column = columns.get(piece.variant());
                int consigned = Math.min(piece.quantity(), place.consigned[column]);
                place.consigned[column] -= consigned;
                place.own[column] -= piece.quantity() - consigned;
            }
        }
    }

    private static List<Integer> picked(int[] quantities, int[] at) {
        return Arrays.stream(at).mapToObj(column -> quantities[column]).toList();
    }

    /** By its coverage, where it has one; within its own country always. */
    private static boolean serves(Warehouse warehouse, Address shipTo, Located buyer) {
        return warehouse.country().equals(shipTo.country()) && (warehouse.serves().isEmpty()
                || warehouse.serves().contains(buyer == null ? shipTo.province() : buyer.province()));
    }
}
