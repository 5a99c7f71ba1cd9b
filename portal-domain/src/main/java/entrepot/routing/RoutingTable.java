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

    private static final byte RULED = 1;
    private static final byte TERRITORY = 2;

    private final ZonedDateTime now;
    private final RulesBook.InForce inForce;
    private final WorkingTime calendar;
    private final Map<VariantId, Integer> columns = new HashMap<>();
    private final List<Warehouse> warehouses;
    private final Instant[] confirmedAt;
    /** By variant and warehouse: what is left of what was read. */
    private final int[][] consigned;
    private final int[][] own;
    private final int[] load;
    private final int[] share;
    private final int[] score;
    private final int[] limit;
    private final boolean[] central;
    private final boolean[] open;
    private final long[] confirmed;
    private final int[] latMicro;
    private final int[] lngMicro;
    private final String[] code;
    private final String[] country;
    private final String[] province;
    private final String[] city;
    /** Where more than the country says whether it may ship: the rules, its own territory. */
    private final byte[] asks;

    /** What a warehouse was given lately. */
    record Given(int load, int share, int score) {
        static final Given NOTHING = new Given(0, 0, 100);
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
        int size = shelves.size();
        this.warehouses = shelves.stream().map(Shelf::warehouse).toList();
        this.confirmedAt = new Instant[size];
        this.consigned = new int[variants.size()][size];
        this.own = new int[variants.size()][size];
        this.load = new int[size];
        this.share = new int[size];
        this.score = new int[size];
        this.limit = new int[size];
        this.central = new boolean[size];
        this.open = new boolean[size];
        this.confirmed = new long[size];
        this.latMicro = new int[size];
        this.lngMicro = new int[size];
        this.code = new String[size];
        this.country = new String[size];
        this.province = new String[size];
        this.city = new String[size];
        this.asks = new byte[size];
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < size; i++) {
            write(i, shelves.get(i), given.getOrDefault(warehouses.get(i).id(), Given.NOTHING), words);
        }
    }

    /** @param words one of each, so that equal ones are the same */
    private void write(int i, Shelf shelf, Given lately, Map<String, String> words) {
        Warehouse there = shelf.warehouse();
        confirmedAt[i] = shelf.confirmedAt();
        for (int column = 0; column < consigned.length; column++) {
            consigned[column][i] = shelf.consigned().get(column);
            own[column][i] = shelf.own().get(column);
        }
        load[i] = lately.load();
        share[i] = lately.share();
        score[i] = lately.score();
        limit[i] = inForce.limit(there.code(), there.dailyLimit());
        central[i] = there.central();
        open[i] = there.isOpen(leavesOn(inForce.cutOff(there.cutOff())));
        confirmed[i] = Columns.confirmed(there.central(), shelf.confirmedAt());
        latMicro[i] = there.point().latMicro();
        lngMicro[i] = there.point().lngMicro();
        code[i] = there.code();
        country[i] = words.computeIfAbsent(there.country(), word -> word);
        province[i] = words.computeIfAbsent(there.province(), word -> word);
        city[i] = words.computeIfAbsent(there.city(), word -> word);
        asks[i] = (byte) ((inForce.isSingle(there.code()) ? RULED : 0) | (there.serves().isEmpty() ? 0 : TERRITORY));
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
        return new Weighing(new RoutingRequest(now.toInstant(), buyer, shipTo.country(), lines, centralOnly, List.of(),
                inForce.terms(), Map.of()), columns(shipTo, buyer, lines, excluded, ownGoodsOf)).decision();
    }

    /** What this order compares. */
    Columns columns(Address shipTo, Located buyer, List<RouteLine> lines, Set<WarehouseId> excluded,
                    Set<OrganisationId> ownGoodsOf) {
        int size = warehouses.size();
        byte[] is = new byte[size];
        byte[] named = new byte[size];
        for (int i = 0; i < size; i++) {
            Warehouse there = asks[i] == 0 && excluded.isEmpty() ? null : warehouses.get(i);
            Coverage coverage = (asks[i] & RULED) == 0 ? Coverage.UNNAMED : inForce.named(code[i], buyer);
            boolean served = country[i].equals(shipTo.country())
                    && ((asks[i] & TERRITORY) == 0 || serves(there, shipTo, buyer))
                    && ((asks[i] & RULED) == 0 || inForce.serves(code[i], coverage));
            named[i] = (byte) coverage.ordinal();
            is[i] = (byte) ((central[i] ? Columns.CENTRAL : 0) | (served ? Columns.SERVED : 0)
                    | (open[i] ? Columns.OPEN : 0) | (there != null && excluded.contains(there.id()) ? Columns.EXCLUDED : 0)
                    | ((asks[i] & RULED) != 0 && !inForce.isInLine(code[i], lines) ? Columns.OUT_OF_LINE : 0));
        }
        int[][] consignedOf = lines.stream().map(line -> consigned[columns.get(line.variant())]).toArray(int[][]::new);
        int[][] ownOf = lines.stream().map(line -> takable(own[columns.get(line.variant())], ownGoodsOf))
                .toArray(int[][]::new);
        return new Columns(is, named, load, limit, share, score, latMicro, lngMicro, null, confirmed, consignedOf, ownOf,
                code, province, city, i -> candidate(i, shipTo, buyer, lines, excluded, consignedOf, ownOf));
    }

    private int[] takable(int[] pieces, Set<OrganisationId> ownGoodsOf) {
        if (ownGoodsOf == null) {
            return pieces;
        }
        int[] taken = new int[pieces.length];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = central[i] || ownGoodsOf.contains(warehouses.get(i).owner()) ? pieces[i] : 0;
        }
        return taken;
    }

    private Candidate candidate(int i, Address shipTo, Located buyer, List<RouteLine> lines, Set<WarehouseId> excluded,
                                int[][] consignedOf, int[][] ownOf) {
        Warehouse there = warehouses.get(i);
        return inForce.ruled(new Candidate(there.id(), there.code(), there.name(), there.owner(), there.central(),
                there.point(), there.precision(), there.province(), there.city(), null, row(consignedOf, i), row(ownOf, i),
                country[i].equals(shipTo.country()) && serves(there, shipTo, buyer), open[i], load[i], there.dailyLimit(),
                share[i], score[i], excluded.contains(there.id()), false, null, null, null, confirmedAt[i],
                there.autoAccept() ? Boolean.TRUE : null, null, null), buyer, lines);
    }

    /** The day on which a parcel of this moment leaves: the next one after cut-off, and a working day if the rules say so. */
    private LocalDate leavesOn(LocalTime cutOff) {
        LocalDate day = now.toLocalTime().isBefore(cutOff) ? now.toLocalDate() : now.toLocalDate().plusDays(1);
        return calendar == null ? day : calendar.workingDayFrom(day);
    }

    /** What the decision ships is gone for those that follow: consigned pieces first, then the dealer's own. */
    public void take(RoutingDecision decision) {
        for (RoutingDecision.Part part : decision.parts()) {
            int i = at(part.warehouse());
            load[i]++;
            share[i]++;
            for (RoutingDecision.Piece piece : part.pieces()) {
                int column = columns.get(piece.variant());
                int first = Math.min(piece.quantity(), consigned[column][i]);
                consigned[column][i] -= first;
                own[column][i] -= piece.quantity() - first;
            }
        }
    }

    private int at(WarehouseId warehouse) {
        for (int i = 0; i < warehouses.size(); i++) {
            if (warehouses.get(i).id().equals(warehouse)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not in this table: " + warehouse);
    }

    private static List<Integer> row(int[][] quantities, int i) {
        return Arrays.stream(quantities).map(column -> column[i]).toList();
    }

    /** By its territory, where it has one. */
    private static boolean serves(Warehouse warehouse, Address shipTo, Located buyer) {
        return warehouse.serves().isEmpty()
                || warehouse.serves().contains(buyer == null ? shipTo.province() : buyer.province());
    }
}
