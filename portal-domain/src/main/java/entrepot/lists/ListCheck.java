package entrepot.lists;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.freight.Freight;
import entrepot.freight.FreightRates;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.lists.Fault.Kind;
import entrepot.lists.ListReader.ReadLine;
import entrepot.lists.ListReader.ReadOrder;
import entrepot.lists.ShippingList.Outcome;
import entrepot.network.SubShop;
import entrepot.ordering.HiddenReceiver;
import entrepot.ordering.OrderRules;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.ordering.PlacedBefore;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.AddressDoubt;
import entrepot.platform.geo.Places;
import entrepot.platform.geo.Region;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PriceBand;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the orders of files against aliases, catalogue, prices, freight, labels and the orders placed before. */
@ApplicationScoped
class ListCheck {

    /** SKUs looked up in one statement. */
    private static final int BATCH = 500;
    /** Unknown words for which something near is looked up. */
    private static final int PROPOSED_MAX = 40;
    private static final Duration SHIP_WITHIN = Duration.ofHours(48);

    @Inject
    private Orders orders;

    @Inject
    private Variants variants;

    @Inject
    private Prices prices;

    @Inject
    private Freight freights;

    @Inject
    private Sql sql;

    @Inject
    private AliasRows aliases;

    @Inject
    private LabelRows labels;

    @Inject
    private BusinessClock clock;

    /** A line in our words: what it is ordered as. */
    private record Meant(ReadLine line, Variant variant, int quantity, BigDecimal asked) {
    }

    /** What all orders of one check share. */
    private record Known(Actor actor, SubShop shop, Map<String, Alias> aliases, Map<String, Variant> bySku,
                         Map<VariantId, PricedLine> priced, Map<String, PlacedBefore> placed, Map<String, Label> labels,
                         FreightRates rates, Map<String, String> near, Map<String, ReadOrder> corrected,
                         Map<String, String> bought) {
    }

    List<ListRows.Checked> check(Actor actor, SubShop subShop, List<ReadOrder> read, Map<String, ReadOrder> corrected) {
        Map<String, Alias> known = aliases.byKey(actor, subShop.id());
        Map<String, Variant> bySku = found(actor, skus(read, known));
        List<String> numbers = read.stream().map(o -> o.number).filter(number -> !number.isEmpty()).toList();
        Map<String, Label> brought = labels.of(actor, subShop.id(), numbers);
        read.stream().filter(order -> order.hidden && brought.containsKey(order.number))
                .forEach(order -> order.shipTo = brought.get(order.number).completed(order.shipTo));
        Known all = new Known(actor, subShop, known, bySku, priced(actor, subShop, bySku.values()),
                orders.placedBefore(actor, subShop.id(), numbers), brought, rates(actor, read.stream().map(order -> order.shipTo)),
                new HashMap<>(), corrected, new HashMap<>());
        List<ListRows.Checked> checked = new ArrayList<>();
        for (ReadOrder order : read) {
            checked.add(checked(all, order, checked.size() + 1));
        }
        return checked;
    }

    private ListRows.Checked checked(Known all, ReadOrder order, int no) {
        List<ListRows.Unmapped> unmapped = new ArrayList<>();
        List<Meant> meant = meant(all, order, unmapped);
        PlacedBefore before = all.placed().get(order.number);
        Label label = order.hidden ? all.labels().get(order.number) : null;
        Money total = null;
        Outcome outcome;
        PlaceOrder command = null;
        if (before != null) {
            List<Fault> differences = Differences.of(order, unmapped.isEmpty() ? lines(meant) : null, before,
                    all.corrected().get(order.number));
            order.faults.addAll(differences);
            order.faults.add(Fault.of(Kind.ALREADY_PLACED, order.firstRow(), "", order.number, Map.of("order", before.code())));
            outcome = differences.isEmpty() ? Outcome.LEFT_OUT : Outcome.DIFFERS;
            command = differences.isEmpty() ? null : command(all.shop(), order, meant, null);
        } else if (order.has(Kind::leavesOut)) {
            // what is left out anyway need not be repaired
            outcome = Outcome.LEFT_OUT;
        } else {
            boolean waits = order.hidden && label == null;
            if (label != null && order.shipTo.city().isEmpty()) {
                order.faults.add(Fault.of(Kind.REGION_MISSING, order.firstRow(), "", order.number));
            }
            unknownPlace(order);
            doubtful(order);
            total = total(all, order, meant, waits);
            if (waits) {
                order.faults.add(Fault.of(Kind.LABEL_MISSING, order.firstRow(), "", order.number));
            }
            boolean bad = order.has(kind -> !kind.isNote() && kind != Kind.LABEL_MISSING);
            if (!bad) {
                command = command(all.shop(), order, meant, label);
                bad = !waits && isRefused(order, command);
            }
            outcome = bad ? Outcome.BAD : waits ? Outcome.WAITING_LABEL : Outcome.READY;
            if (outcome == Outcome.READY && command.hidden() == null) {
                sameBuyer(all, order, command);
            }
            if (dueBy(order).isBefore(clock.now())) {
                order.faults.add(Fault.of(Kind.SHIP_BY_PAST, order.firstRow(), "", ""));
            }
        }
        int pieces = meant.isEmpty() ? order.lines.stream().mapToInt(ReadLine::quantity).sum()
                : meant.stream().mapToInt(Meant::quantity).sum();
        Address to = order.shipTo;
        ListedOrder listed = new ListedOrder(no, order.rows, cut(order.number), to == null ? "" : cut(to.name()),
                to == null ? "" : cut(place(to)), pieces, outcome == Outcome.BAD ? null : total, outcome,
                order.faults.stream().map(ListCheck::writable).toList(), before == null ? null : before.code(), dueBy(order));
        return new ListRows.Checked(listed, outcome == Outcome.READY || outcome == Outcome.DIFFERS ? command.tidy() : null,
                outcome == Outcome.LEFT_OUT || outcome == Outcome.DIFFERS ? List.of() : unmapped);
    }

    /** Two orders of one list that look like one that came twice, as placing would doubt the second: the buyer and one of the items. */
    private static void sameBuyer(Known all, ReadOrder order, PlaceOrder command) {
        String other = null;
        for (String buyer : OrderRules.buyerKeys(command.shipTo())) {
            for (PlaceOrder.Line line : command.lines()) {
                String before = all.bought().putIfAbsent(buyer + '\n' + line.sku(), order.number);
                other = other == null && before != null && !before.equals(order.number) ? before : other;
            }
        }
        if (other != null) {
            order.faults.add(Fault.of(Kind.SAME_BUYER, order.firstRow(), "", order.number, Map.of("other", other)));
        }
    }

    /** By when it has to leave: the platform's word, else the rule. */
    private Instant dueBy(ReadOrder order) {
        return order.shipBy != null ? order.shipBy : (order.paidAt == null ? clock.now() : order.paidAt).plus(SHIP_WITHIN);
    }

    private static PlaceOrder command(SubShop shop, ReadOrder order, List<Meant> meant, Label label) {
        PlaceOrder command = new PlaceOrder(shop.code(), order.number, order.shipTo, lines(meant), order.remark, order.gift,
                order.paidAt);
        command = order.shipBy == null ? command : command.shippedBy(order.shipBy);
        return label == null ? command : command.hiddenBy(new HiddenReceiver(order.format.name(), order.number, order.ciphertext,
                label.file(), label.tracking()));
    }

    private static List<PlaceOrder.Line> lines(List<Meant> meant) {
        return meant.stream().map(m -> new PlaceOrder.Line(m.variant().sku(), m.quantity(), m.asked())).toList();
    }

    /** What placing would refuse without looking anything up is said now. */
    private static boolean isRefused(ReadOrder order, PlaceOrder command) {
        try {
            OrderRules.check(command.tidy());
            return false;
        } catch (Problem problem) {
            String field = String.valueOf(problem.details().getOrDefault("field", ""));
            order.faults.add(field.isEmpty() || field.equals("null") ? Fault.of(problem, order.firstRow())
                    : Fault.of(Kind.TEXT_INVALID, order.firstRow(), field, String.valueOf(problem.details().getOrDefault("value", ""))));
            return true;
        }
    }

    private static Set<String> skus(List<ReadOrder> read, Map<String, Alias> known) {
        Set<String> skus = new LinkedHashSet<>();
        for (ReadOrder order : read) {
            for (ReadLine line : order.all()) {
                Alias alias = alias(known, line);
                if (alias != null) {
                    alias.parts().forEach(part -> skus.add(part.sku()));
                } else if (!line.sku().isEmpty()) {
                    skus.add(line.sku());
                }
            }
        }
        return skus;
    }

    private static Alias alias(Map<String, Alias> known, ReadLine line) {
        return known.isEmpty() ? null : Alias.keys(line.item(), line.spec(), line.sku()).stream().map(known::get)
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    Map<String, Variant> found(Actor actor, Collection<String> asked) {
        List<String> skus = List.copyOf(asked);
        Map<String, Variant> found = new HashMap<>();
        for (int i = 0; i < skus.size(); i += BATCH) {
            found.putAll(variants.bySkus(actor, skus.subList(i, Math.min(i + BATCH, skus.size()))));
        }
        return found;
    }

    private Map<VariantId, PricedLine> priced(Actor actor, SubShop subShop, Collection<Variant> found) {
        Instant now = clock.now();
        Set<VariantId> ids = found.stream().filter(Variant::active).map(Variant::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<LineRequest> requests = ids.stream().map(id -> new LineRequest(id, 1)).toList();
        Map<VariantId, PricedLine> priced = new HashMap<>();
        for (int i = 0; i < requests.size(); i += BATCH) {
            prices.quote(actor, subShop.organisation(), requests.subList(i, Math.min(i + BATCH, requests.size())), now)
                    .forEach(line -> priced.put(line.variant(), line));
        }
        return priced;
    }

    /** The lines in our words; those that nothing explains are said and kept for somebody to explain once. */
    private List<Meant> meant(Known all, ReadOrder order, List<ListRows.Unmapped> unmapped) {
        List<Meant> meant = new ArrayList<>();
        for (ReadLine line : order.all()) {
            Alias alias = alias(all.aliases(), line);
            List<Alias.Part> parts = alias != null ? alias.parts() : List.of(new Alias.Part(line.sku(), 1, false));
            boolean one = parts.stream().filter(part -> !part.gift()).count() == 1;
            for (Alias.Part part : parts) {
                Variant variant = part.sku().isEmpty() ? null : all.bySku().get(part.sku());
                if (variant == null) {
                    order.faults.add(unknown(all, line, part.sku()));
                    unmapped.add(new ListRows.Unmapped(cut(line.item()), cut(line.spec()), cut(line.sku()), line.quantity()));
                } else if (line.quantity() > 0) {
                    meant.add(new Meant(line, variant, (int) Math.min((long) line.quantity() * part.quantity(), Integer.MAX_VALUE),
                            part.gift() || !one || part.quantity() != 1 ? null : line.price()));
                }
            }
        }
        return meant;
    }

    private Fault unknown(Known all, ReadLine line, String sku) {
        if (sku.isEmpty()) {
            String spec = line.spec().isEmpty() ? "" : " · " + line.spec();
            return Fault.of(Kind.ITEM_UNKNOWN, line.row(), "", line.item() + spec);
        }
        String near = all.near().size() > PROPOSED_MAX ? all.near().getOrDefault(sku, "")
                : all.near().computeIfAbsent(sku, unknown -> near(all.actor(), unknown));
        return near.isEmpty() ? Fault.of(Kind.SKU_UNKNOWN, line.row(), "", sku)
                : Fault.of(Kind.SKU_UNKNOWN, line.row(), "", sku, Map.of("proposal", near, "field", Field.SKU.name()));
    }

    /** The SKU that was likely meant: the nearest among those that share a half with it. */
    private String near(Actor actor, String sku) {
        int half = Math.max(2, sku.length() / 2);
        if (sku.length() < 3) {
            return "";
        }
        List<String> candidates = new ArrayList<>();
        for (String part : List.of(sku.substring(0, half), sku.substring(sku.length() - half))) {
            variants.search(actor, part, null, 100).forEach(variant -> candidates.add(variant.sku()));
        }
        return Nearest.of(sku, candidates, sku.length() < 6 ? 1 : 2, 1).stream().findFirst().orElse("");
    }

    /** What the order would cost; null, with faults, if it cannot be placed. */
    private Money total(Known all, ReadOrder order, List<Meant> meant, boolean waits) {
        Money goods = null;
        long grams = 0;
        Map<VariantId, Integer> pieces = new HashMap<>();
        meant.forEach(each -> pieces.merge(each.variant().id(), each.quantity(), ListCheck::plus));
        for (Meant each : meant) {
            PricedLine price = all.priced().get(each.variant().id());
            if (price == null) {
                order.faults.add(Fault.of(Kind.PRODUCT_NOT_ACTIVE, each.line().row(), "", each.variant().sku(),
                        Map.of("product", each.variant().productTitle())));
                continue;
            }
            if (each.quantity() > OrderRules.QUANTITY_MAX) {
                order.faults.add(Fault.of(Kind.QUANTITY_INVALID, each.line().row(), "", Integer.toString(each.quantity())));
            }
            band(all.shop(), order, each, price);
            Money cost = price.unitFor(pieces.get(each.variant().id())).times(each.quantity());
            goods = goods == null ? cost : goods.plus(cost);
            grams += (long) each.variant().weightGrams() * each.quantity();
        }
        if (order.has(kind -> !kind.isNote()) || goods == null || waits && order.shipTo.city().isEmpty()) {
            return null;
        }
        Money freight = freight(all.rates(), order, (int) Math.min(grams, OrderRules.GRAMS_MAX));
        return freight == null ? null : goods.plus(freight);
    }

    /** Files hold any number; what is too many is said elsewhere. */
    private static int plus(int one, int other) {
        return (int) Math.min((long) one + other, Integer.MAX_VALUE);
    }

    private static void band(SubShop subShop, ReadOrder order, Meant each, PricedLine price) {
        if (each.asked() == null || !subShop.currency().equals(price.retail().currency())) {
            return;
        }
        PriceBand band = price.band();
        try {
            if (!band.holds(Money.parse(each.asked(), subShop.currency()))) {
                order.faults.add(Fault.of(Kind.PRICE_OUTSIDE_BAND, each.line().row(), "", each.asked().toPlainString(),
                        Map.of("sku", each.variant().sku(), "lowest", band.lowest().toString(), "highest", band.highest().toString(),
                                "retail", band.retail().toString())));
            }
        } catch (Problem tooFine) {
            if (!(tooFine.code() instanceof KernelProblem)) {
                throw tooFine;
            }
            order.faults.add(Fault.of(Kind.PRICE_INVALID, each.line().row(), "", each.asked().toPlainString()));
        }
    }

    /** What sending costs, for all places at once. */
    private FreightRates rates(Actor actor, Stream<Address> places) {
        Trip trip = sql.trip();
        Later<FreightRates> rates = freights.rates(actor, trip, places.filter(Objects::nonNull).map(OrderRules::tidy).toList());
        trip.go();
        return rates.get();
    }

    private Money freight(FreightRates rates, ReadOrder order, int grams) {
        Address address = OrderRules.tidy(order.shipTo);
        try {
            return rates.quote(address, grams).amount();
        } catch (Problem notServed) {
            order.faults.add(Fault.of(Kind.PLACE_NOT_SERVED, order.firstRow(), "", place(address)));
            return null;
        }
    }

    /** Says a city that is not known, whatever else is wrong with the order. */
    private static void unknownPlace(ReadOrder order) {
        Address address = OrderRules.tidy(order.shipTo);
        if (address == null || address.city().isEmpty() || Places.locate(address).isPresent() && Places.knowsCity(address)) {
            return;
        }
        String near = nearPlace(address);
        order.faults.add(Fault.of(Kind.PLACE_UNKNOWN, order.firstRow(), "", place(address), near.isEmpty() ? Map.of()
                : Map.of("proposal", near, "field", Field.CITY.name())));
    }

    /** Says what the page of a single order says of the same address; what a platform hides is not looked at. */
    private static void doubtful(ReadOrder order) {
        Address address = OrderRules.tidy(order.shipTo);
        if (address == null || order.hidden) {
            return;
        }
        List<AddressDoubt> doubts = AddressDoubt.of(address);
        // a town that is not known is said first
        if (doubts.contains(AddressDoubt.POSTCODE_ELSEWHERE) && !doubts.contains(AddressDoubt.REGION_UNKNOWN)) {
            order.faults.add(Fault.of(Kind.POSTCODE_ELSEWHERE, order.firstRow(), "", address.postcode(), Map.of("place", place(address))));
        }
        if (doubts.contains(AddressDoubt.CHARACTER_LOST)) {
            order.faults.add(Fault.of(Kind.CHARACTER_LOST, order.firstRow(), "", (address.name() + ' ' + address.street()).strip()));
        }
    }

    /** The city that was likely meant. */
    private static String nearPlace(Address address) {
        List<String> names = new ArrayList<>();
        for (Region province : Places.regionsOf(address.country())) {
            if (address.province().isEmpty() || province.name().startsWith(address.province())
                    || address.province().startsWith(province.name())) {
                province.parts().forEach(city -> names.add(city.name()));
            }
        }
        Optional<String> begins = names.stream().filter(name -> address.city().length() > 1 && name.startsWith(address.city())).findFirst();
        return begins.orElseGet(() -> Nearest.of(address.city(), names, address.city().length() < 4 ? 1 : 2, 1).stream()
                .findFirst().orElse(""));
    }

    /** What orders that wait would cost at the prices of this moment; null for one that could not be placed. */
    List<Money> costs(Actor actor, SubShop shop, List<PlaceOrder> waiting) {
        Map<String, Variant> bySku = found(actor, waiting.stream().flatMap(o -> o.lines().stream()).map(PlaceOrder.Line::sku)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        Map<VariantId, PricedLine> priced = priced(actor, shop, bySku.values());
        FreightRates rates = rates(actor, waiting.stream().map(PlaceOrder::shipTo));
        List<Money> costs = new ArrayList<>();
        waiting.forEach(order -> costs.add(cost(order, bySku, priced, rates)));
        return costs;
    }

    private static Money cost(PlaceOrder order, Map<String, Variant> bySku, Map<VariantId, PricedLine> priced, FreightRates rates) {
        Money goods = null;
        long grams = 0;
        Map<String, Integer> pieces = new HashMap<>();
        order.lines().forEach(line -> pieces.merge(line.sku(), line.quantity(), ListCheck::plus));
        for (PlaceOrder.Line line : order.lines()) {
            Variant variant = bySku.get(line.sku());
            PricedLine price = variant == null ? null : priced.get(variant.id());
            if (price == null) {
                return null;
            }
            Money cost = price.unitFor(pieces.get(line.sku())).times(line.quantity());
            goods = goods == null ? cost : goods.plus(cost);
            grams += (long) variant.weightGrams() * line.quantity();
        }
        try {
            return goods == null ? null
                    : goods.plus(rates.quote(OrderRules.tidy(order.shipTo()), (int) Math.min(grams, OrderRules.GRAMS_MAX)).amount());
        } catch (Problem notServed) {
            return null;
        }
    }

    private static String place(Address to) {
        return String.join(" ", List.of(to.province(), to.city(), to.district())).strip();
    }

    /** What hostile cells hold must not keep the row from being said. */
    private static Fault writable(Fault fault) {
        Map<String, String> details = new HashMap<>();
        fault.details().forEach((name, value) -> details.put(name, cut(value)));
        return new Fault(fault.row(), cut(fault.column()), fault.code(), cut(fault.value()), details);
    }

    private static String cut(String text) {
        String clean = text.codePoints()
                .map(c -> c < ' ' && c != '\n' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return clean.length() > OrderRules.FIELD_MAX ? clean.substring(0, OrderRules.FIELD_MAX) : clean;
    }
}
