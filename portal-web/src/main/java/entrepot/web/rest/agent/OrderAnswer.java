package entrepot.web.rest.agent;

import entrepot.fulfilment.Consignment;
import entrepot.kernel.Money;
import entrepot.network.SubShop;
import entrepot.ordering.Order;
import entrepot.ordering.OrderExplanation;
import entrepot.platform.geo.Address;
import entrepot.routing.Candidate;
import entrepot.routing.RoutingDecision;
import entrepot.tracking.ParcelTrack;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An order as the API tells it. Lists carry no lines, consignments and explanations.
 *
 * @param subShop the sub-shop's code
 */
public record OrderAnswer(String code, String state, String subShop, String outsideNumber, Address shipTo,
                          String remark, String gift, Instant placedAt, Instant paidAt, Instant shipBy, int pieces,
                          Money goods, Money freight, Money total, List<Line> lines, FreightWhy freightWhy,
                          List<Shipment> consignments, Route routing) {

    /** @param rule which price rule won, with the numbers it calculated with */
    public record Line(int no, String sku, String title, int quantity, Money retail, Money supply, Money supplyTotal,
                       Money asked, String rule, Map<String, String> numbers) {
    }

    public record FreightWhy(String zone, String rule, Map<String, String> numbers, int grams) {
    }

    public record Shipment(String code, String state, int pieces, Instant shippedAt, Instant deliveredAt,
                           List<Parcel> parcels) {
    }

    /**
     * @param state  as its carrier tells; absent where the key may not see parcels, or before it is followed
     * @param link   where its carrier tells of it itself
     * @param events what was heard, the latest first
     */
    public record Parcel(String carrier, String number, String state, String link, List<Event> events) {
    }

    public record Event(Instant at, String state, String text, String place) {
    }

    /** Where the order ships from, and why: every candidate with what became of it. */
    public record Route(Instant at, String rule, String buyer, List<Stop> candidates) {
    }

    /** @param lostBecause absent where chosen */
    public record Stop(String warehouse, String name, boolean central, Long metres, boolean chosen, String lostBecause) {
    }

    public static OrderAnswer brief(Order order, Map<Long, SubShop> shops) {
        return of(order, shops.get(order.subShop().value()), null, null, null, null);
    }

    public static OrderAnswer whole(Order order, SubShop shop, OrderExplanation why, List<Consignment> consignments,
                                    RoutingDecision decision, List<ParcelTrack> tracks) {
        List<Line> lines = order.lines().stream().map(line -> {
            OrderExplanation.Line rule = why.of(line.no());
            return new Line(line.no(), line.sku(), line.title(), line.quantity(), line.retail(), line.supply(),
                    line.supplyTotal(), line.asked(), rule.rule(), rule.numbers());
        }).toList();
        return of(order, shop, lines,
                new FreightWhy(why.freight().zone(), why.freight().rule(), why.freight().numbers(), why.grams()),
                consignments.stream().map(c -> shipment(c, tracks)).toList(), route(decision));
    }

    static Route route(RoutingDecision decision) {
        return decision == null ? null : new Route(decision.at(), decision.rule().name(),
                decision.buyer() == null ? null : decision.buyer().label(),
                decision.candidates().stream().map(OrderAnswer::stop).toList());
    }

    private static Stop stop(Candidate candidate) {
        return new Stop(candidate.code(), candidate.name(), candidate.central(), candidate.metres(),
                candidate.chosen(), candidate.lostBecause() == null ? null : candidate.lostBecause().name());
    }

    private static Parcel parcel(Consignment.Parcel parcel, List<ParcelTrack> tracks) {
        return tracks.stream().filter(t -> t.carrier().equals(parcel.carrier()) && t.number().equals(parcel.number()))
                .map(t -> new Parcel(t.carrier(), t.number(), t.state().name(), t.link(), t.events().stream()
                        .map(e -> new Event(e.at(), e.state().name(), e.text(), e.place())).toList()))
                .findFirst().orElseGet(() -> new Parcel(parcel.carrier(), parcel.number(), null, null, null));
    }

    private static Shipment shipment(Consignment consignment, List<ParcelTrack> tracks) {
        return new Shipment(consignment.code(), consignment.state().name(), consignment.pieces(),
                consignment.shippedAt(), consignment.deliveredAt(),
                consignment.parcels().stream().map(p -> parcel(p, tracks)).toList());
    }

    private static OrderAnswer of(Order order, SubShop shop, List<Line> lines, FreightWhy freight,
                                  List<Shipment> consignments, Route route) {
        return new OrderAnswer(order.code(), order.state().name(), shop == null ? null : shop.code(),
                order.outsideNumber(), order.shipTo(), order.remark(), order.gift(), order.placedAt(), order.paidAt(),
                order.shipBy(), order.pieces(), order.goods(), order.freight(), order.total(), lines, freight,
                consignments, route);
    }
}
