package entrepot.fulfilment;

import entrepot.kernel.Money;
import entrepot.kernel.Split;
import entrepot.kernel.VariantId;
import entrepot.routing.RoutingDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares an order's lines and freight among the parts of its routing decision, so that the amounts add up to what
 * the wallet holds. Pure.
 */
record Allotment(List<Share> shares) {

    /** What one part gets. */
    record Share(RoutingDecision.Part part, List<Consignment.Line> lines, Money freight) {

        int pieces() {
            return lines.stream().mapToInt(Consignment.Line::quantity).sum();
        }
    }

    /** A line's pieces for one part. */
    private record Slice(int part, NewConsignments.Line line, int quantity, Money supply) {
    }

    static Allotment of(List<NewConsignments.Line> lines, Money freight, List<RoutingDecision.Part> parts) {
        List<Slice> slices = slices(lines, parts);
        List<List<Consignment.Line>> byPart = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            int part = p;
            List<Slice> mine = slices.stream().filter(s -> s.part() == part).toList();
            List<Consignment.Line> copied = new ArrayList<>();
            for (Slice slice : mine) {
                NewConsignments.Line line = slice.line();
                copied.add(new Consignment.Line(copied.size() + 1, line.orderLine(), line.variant(), line.sku(),
                        line.title(), slice.quantity(), slice.supply()));
            }
            byPart.add(copied);
            weights.add(mine.stream().mapToLong(s -> s.supply().minor()).sum());
        }
        List<Money> freights = Split.byWeight(freight, weights);
        List<Share> shares = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            shares.add(new Share(parts.get(p), byPart.get(p), freights.get(p)));
        }
        return new Allotment(List.copyOf(shares));
    }

    private static List<Slice> slices(List<NewConsignments.Line> lines, List<RoutingDecision.Part> parts) {
        List<Map<VariantId, Integer>> left = parts.stream().map(part -> {
            Map<VariantId, Integer> pieces = new HashMap<>();
            part.pieces().forEach(p -> pieces.merge(p.variant(), p.quantity(), Math::addExact));
            return pieces;
        }).toList();
        List<Slice> slices = new ArrayList<>();
        for (NewConsignments.Line line : lines) {
            List<Integer> takers = new ArrayList<>();
            List<Long> quantities = new ArrayList<>();
            int open = line.quantity();
            for (int p = 0; p < parts.size() && open > 0; p++) {
                int taken = Math.min(open, left.get(p).getOrDefault(line.variant(), 0));
                if (taken > 0) {
                    takers.add(p);
                    quantities.add((long) taken);
                    left.get(p).merge(line.variant(), -taken, Math::addExact);
                    open -= taken;
                }
            }
            if (open > 0) {
                throw new IllegalArgumentException("the decision does not ship all of line " + line.orderLine());
            }
            List<Money> supplies = Split.byWeight(line.supplyTotal(), quantities);
            for (int i = 0; i < takers.size(); i++) {
                slices.add(new Slice(takers.get(i), line, quantities.get(i).intValue(), supplies.get(i)));
            }
        }
        return slices;
    }
}
