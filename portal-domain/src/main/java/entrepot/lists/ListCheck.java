package entrepot.lists;

import entrepot.ordering.Orders;
import entrepot.ordering.OrderRules;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.freight.Freight;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.network.SubShop;
import entrepot.lists.Fault.Kind;
import entrepot.lists.ListReader.ReadLine;
import entrepot.lists.ListReader.ReadOrder;
import entrepot.lists.ShippingList.Outcome;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Places;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PriceBand;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the orders of a file against catalogue, prices, freight and the orders placed before. */
@ApplicationScoped
class ListCheck {

    /** SKUs looked up in one statement. */
    private static final int BATCH = 500;

    @Inject
    private Orders orders;

    @Inject
    private Variants variants;

    @Inject
    private Prices prices;

    @Inject
    private Freight freights;

    @Inject
    private BusinessClock clock;

    List<ListRows.Checked> check(Actor actor, SubShop subShop, List<ReadOrder> read) {
        Map<String, String> placed = orders.codesOf(actor, subShop.id(), read.stream().map(o -> o.number).toList());
        Map<String, Variant> bySku = found(actor, read);
        Map<VariantId, PricedLine> priced = priced(actor, subShop, bySku);
        List<ListRows.Checked> checked = new ArrayList<>();
        for (ReadOrder order : read) {
            String before = placed.get(order.number);
            if (before != null) {
                order.faults.add(Fault.of(Kind.ALREADY_PLACED, order.firstRow(), "", order.number,
                        Map.of("order", before)));
            }
            // what is left out anyway need not be repaired
            Money total = order.has(Kind::leavesOut) ? null : checkedTotal(actor, subShop, order, bySku, priced);
            checked.add(checked(subShop, order, checked.size() + 1, before, total));
        }
        return checked;
    }

    private Map<String, Variant> found(Actor actor, List<ReadOrder> read) {
        List<String> skus = read.stream().flatMap(o -> o.lines.stream()).map(ReadLine::sku).distinct().toList();
        Map<String, Variant> found = new HashMap<>();
        for (int i = 0; i < skus.size(); i += BATCH) {
            found.putAll(variants.bySkus(actor, skus.subList(i, Math.min(i + BATCH, skus.size()))));
        }
        return found;
    }

    private Map<VariantId, PricedLine> priced(Actor actor, SubShop subShop, Map<String, Variant> bySku) {
        Instant now = clock.now();
        Set<VariantId> ids = bySku.values().stream().filter(Variant::active).map(Variant::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<LineRequest> requests = ids.stream().map(id -> new LineRequest(id, 1)).toList();
        Map<VariantId, PricedLine> priced = new HashMap<>();
        for (int i = 0; i < requests.size(); i += BATCH) {
            prices.quote(actor, subShop.organisation(), requests.subList(i, Math.min(i + BATCH, requests.size())), now)
                    .forEach(line -> priced.put(line.variant(), line));
        }
        return priced;
    }

    /** What the order would cost; null, with faults, if it cannot be placed. */
    private Money checkedTotal(Actor actor, SubShop subShop, ReadOrder order, Map<String, Variant> bySku,
                               Map<VariantId, PricedLine> priced) {
        Money goods = null;
        long grams = 0;
        for (ReadLine line : order.lines) {
            Variant variant = bySku.get(line.sku());
            if (variant == null) {
                order.faults.add(Fault.of(Kind.SKU_UNKNOWN, line.row(), "", line.sku()));
                continue;
            }
            PricedLine price = priced.get(variant.id());
            if (price == null) {
                order.faults.add(Fault.of(Kind.PRODUCT_NOT_ACTIVE, line.row(), "", line.sku(),
                        Map.of("product", variant.productTitle())));
                continue;
            }
            band(subShop, order, line, price);
            Money cost = price.supply().times(line.quantity());
            goods = goods == null ? cost : goods.plus(cost);
            grams += (long) variant.weightGrams() * line.quantity();
        }
        Money freight = order.has(kind -> !kind.isNote()) || goods == null ? null
                : freight(actor, order, (int) Math.min(grams, Integer.MAX_VALUE));
        return freight == null ? null : goods.plus(freight);
    }

    private static void band(SubShop subShop, ReadOrder order, ReadLine line, PricedLine price) {
        if (line.price() == null || !subShop.currency().equals(price.retail().currency())) {
            return;
        }
        PriceBand band = price.band();
        try {
            if (!band.holds(Money.parse(line.price(), subShop.currency()))) {
                order.faults.add(Fault.of(Kind.PRICE_OUTSIDE_BAND, line.row(), "", line.price().toPlainString(),
                        Map.of("sku", line.sku(), "lowest", band.lowest().toString(), "highest", band.highest().toString(),
                                "retail", band.retail().toString())));
            }
        } catch (Problem tooFine) {
            if (!(tooFine.code() instanceof KernelProblem)) {
                throw tooFine;
            }
            order.faults.add(Fault.of(Kind.PRICE_INVALID, line.row(), "", line.price().toPlainString()));
        }
    }

    private Money freight(Actor actor, ReadOrder order, int grams) {
        Address address = OrderRules.tidy(order.shipTo);
        if (Places.locate(address).isEmpty()) {
            order.faults.add(Fault.of(Kind.PLACE_UNKNOWN, order.firstRow(), "", place(address)));
        }
        try {
            return freights.quote(actor, address, grams).amount();
        } catch (Problem notServed) {
            order.faults.add(Fault.of(Kind.PLACE_NOT_SERVED, order.firstRow(), "", place(address)));
            return null;
        }
    }

    private static ListRows.Checked checked(SubShop subShop, ReadOrder order, int no, String before, Money total) {
        Outcome outcome = order.has(Kind::leavesOut) ? Outcome.LEFT_OUT
                : order.has(kind -> !kind.isNote()) ? Outcome.BAD : Outcome.READY;
        int pieces = order.lines.stream().mapToInt(ReadLine::quantity).sum();
        Address to = order.shipTo;
        ListedOrder listed = new ListedOrder(no, order.rows, cut(order.number), to == null ? "" : cut(to.name()),
                to == null ? "" : cut(place(to)), pieces, outcome == Outcome.READY ? total : null, outcome,
                order.faults.stream().map(ListCheck::writable).toList(), before);
        return new ListRows.Checked(listed, outcome == Outcome.READY ? order.command(subShop.code()).tidy() : null);
    }

    private static String place(Address to) {
        return String.join(" ", List.of(to.province(), to.city(), to.district())).strip();
    }

    /** What hostile cells hold must not keep the row from being said. */
    private static Fault writable(Fault fault) {
        return new Fault(fault.row(), cut(fault.column()), fault.code(), cut(fault.value()), fault.details());
    }

    private static String cut(String text) {
        String clean = text.codePoints()
                .map(c -> c < ' ' && c != '\n' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return clean.length() > OrderRules.FIELD_MAX ? clean.substring(0, OrderRules.FIELD_MAX) : clean;
    }
}
