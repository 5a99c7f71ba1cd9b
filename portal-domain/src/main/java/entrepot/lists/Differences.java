package entrepot.lists;

import entrepot.lists.Fault.Kind;
import entrepot.lists.ListReader.ReadOrder;
import entrepot.ordering.OrderState;
import entrepot.ordering.PlacedBefore;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.geo.Address;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a file says about an order that was placed before, held against the order as it stands. Pure. */
final class Differences {

    /** What is proposed: {@code lists.differs.<NAME>}. */
    enum Proposal { CANCEL, ADDRESS, LINES }

    private static final Set<OrderState> OVER = EnumSet.of(OrderState.CANCELLED, OrderState.DELIVERED, OrderState.COMPLETED);

    private Differences() {
    }

    /**
     * What a row with a fault says is no change but a fault, and a cell that was corrected before the order was placed is none
     * either as long as the file says the same as then.
     *
     * @param lines as they would be ordered now; null where they could not be read
     * @param then  what the file said from which the order was placed, where somebody corrected it; else null
     */
    static List<Fault> of(ReadOrder read, List<PlaceOrder.Line> lines, PlacedBefore placed, ReadOrder then) {
        List<Fault> differences = new ArrayList<>();
        if (OVER.contains(placed.state())) {
            return differences;
        }
        read.faults.stream().filter(fault -> EnumSet.of(Kind.REFUNDED, Kind.CANCELLED, Kind.IN_DISPUTE)
                .contains(Kind.valueOf(fault.code()))).findFirst().ifPresent(fault ->
                differences.add(fault(read, placed, Proposal.CANCEL, placed.state().name(), fault.value())));
        if (!differences.isEmpty() || read.has(kind -> kind == Kind.FULFILLED || kind == Kind.NOT_PAID)) {
            return differences;
        }
        if (read.has(kind -> !kind.isNote() && !kind.leavesOut())) {
            return differences;
        }
        if (!read.hidden && !placed.hidden() && read.shipTo != null && !same(read.shipTo, placed.shipTo())
                && !(then != null && then.shipTo != null && same(read.shipTo, then.shipTo))) {
            differences.add(fault(read, placed, Proposal.ADDRESS, text(placed.shipTo()), text(read.shipTo)));
        }
        if (lines != null && !lines.isEmpty() && !(then != null && wanted(read).equals(wanted(then)))) {
            Map<String, Integer> now = new TreeMap<>();
            lines.forEach(line -> now.merge(line.sku(), line.quantity(), Integer::sum));
            if (!now.equals(placed.lines())) {
                differences.add(fault(read, placed, Proposal.LINES, text(placed.lines()), text(now)));
            }
        }
        return differences;
    }

    /** The lines as the file has them, wherever they stand in it. */
    private static List<ListReader.ReadLine> wanted(ReadOrder read) {
        return read.lines.stream().map(line -> new ListReader.ReadLine(0, line.sku(), line.item(), line.spec(), line.quantity(), null))
                .toList();
    }

    private static Fault fault(ReadOrder read, PlacedBefore placed, Proposal proposal, String before, String now) {
        return Fault.of(Kind.DIFFERS, read.firstRow(), "", read.number, Map.of("order", placed.code(), "what", proposal.name(),
                "before", before, "now", now));
    }

    private static String text(Map<String, Integer> lines) {
        return new TreeMap<>(lines).entrySet().stream().map(line -> line.getValue() + " × " + line.getKey())
                .collect(Collectors.joining(", "));
    }

    private static boolean same(Address one, Address other) {
        return plain(one.name()).equals(plain(other.name())) && plain(one.phone()).equals(plain(other.phone()))
                && plain(one.province() + one.city() + one.district() + one.street())
                .equals(plain(other.province() + other.city() + other.district() + other.street()));
    }

    private static String plain(String text) {
        return entrepot.platform.files.Table.normal(text);
    }

    private static String text(Address address) {
        return String.join(" ", List.of(address.name(), address.phone(), address.province(), address.city(), address.district(),
                address.street())).replaceAll(" +", " ").strip();
    }
}
