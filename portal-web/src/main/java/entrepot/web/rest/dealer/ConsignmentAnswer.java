package entrepot.web.rest.dealer;

import entrepot.fulfilment.Consignment;
import entrepot.platform.geo.Address;
import java.time.Instant;
import java.util.List;

/**
 * A consignment as the API tells it to a dealer: no prices of the member.
 *
 * @param sender        the sub-shop that buyers see on the packing slip
 * @param offerDeadline present while it is offered
 */
public record ConsignmentAnswer(String code, String state, String order, String sender, Address shipTo, String remark,
                                String gift, Instant shipBy, Instant offerDeadline, Instant shippedAt,
                                Instant deliveredAt, int pieces, List<Line> lines, List<Parcel> parcels) {

    /** @param line its number, by which a part of it is accepted */
    public record Line(int line, String sku, String title, int quantity) {
    }

    /** @param grams 0 where it was not said */
    public record Parcel(String carrier, String number, int grams) {
    }

    static ConsignmentAnswer of(Consignment consignment) {
        return new ConsignmentAnswer(consignment.code(), consignment.state().name(), consignment.orderCode(),
                consignment.subShopName(), consignment.shipTo(), consignment.remark(), consignment.gift(),
                consignment.shipBy(), consignment.offerDeadline(), consignment.shippedAt(), consignment.deliveredAt(),
                consignment.pieces(),
                consignment.lines().stream().map(l -> new Line(l.no(), l.sku(), l.title(), l.quantity())).toList(),
                consignment.parcels().stream().map(p -> new Parcel(p.carrier(), p.number(), p.grams())).toList());
    }
}
