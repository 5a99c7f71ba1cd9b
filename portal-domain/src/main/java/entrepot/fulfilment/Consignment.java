package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Address;
import java.time.Instant;
import java.util.List;

/**
 * The part of an order that one warehouse ships, as the actor may see it.
 *
 * @param warehouse     null while UNPLACED
 * @param dealer        who runs the warehouse; null for central
 * @param offerDeadline until when the dealer has to accept; null unless OFFERED
 * @param freight       its share of what the member pays; null to the dealer
 * @param offers        how many dealers it was offered to
 * @param splitFrom     the code of the consignment that it was a part of; null where it began as it is
 * @param readdressed   null where it still goes where it was to go at first
 */
public record Consignment(ConsignmentId id, String code, String orderCode, OrganisationId seller, String subShopName,
                          Address shipTo, String remark, String gift, Instant shipBy, WarehouseId warehouse,
                          OrganisationId dealer, ConsignmentState state, Instant offeredAt, Instant offerDeadline,
                          int offers, Money freight, Instant createdAt, Instant shippedAt, Instant deliveredAt,
                          String splitFrom, Readdressed readdressed, List<Line> lines, List<Parcel> parcels) {

    /**
     * @param no          within the consignment
     * @param orderLine   the number of the order's line
     * @param supplyTotal what the member pays for these pieces; null to the dealer
     */
    public record Line(int no, int orderLine, VariantId variant, String sku, String title, int quantity,
                       Money supplyTotal) {
    }

    /** @param carrier the carrier's code, see {@link Carriers} */
    public record Parcel(String carrier, String number, int grams) {
    }

    /**
     * Its address was changed.
     *
     * @param at    the last time
     * @param slip  whether a slip may lie there that names the place before
     * @param label whether a label may
     */
    public record Readdressed(Instant at, boolean slip, boolean label) {

        /** Whether papers have to be printed anew. */
        public boolean stale() {
            return slip || label;
        }
    }

    public Consignment {
        lines = List.copyOf(lines);
        parcels = List.copyOf(parcels);
    }

    /** Whether papers that name another address may have been printed for it, and none since. */
    public boolean stale() {
        return readdressed != null && readdressed.stale();
    }

    public int pieces() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }

    /** What the member pays for its goods; for whom may see its money. */
    public Money goods() {
        return lines.stream().map(Line::supplyTotal).reduce(Money.zero(freight.currency()), Money::plus);
    }

    /** Its share of what the member pays: goods and freight. The shares of an order's consignments add up to the order. */
    public Money cost() {
        return goods().plus(freight);
    }

    Consignment with(List<Line> allLines, List<Parcel> allParcels) {
        return new Consignment(id, code, orderCode, seller, subShopName, shipTo, remark, gift, shipBy, warehouse, dealer,
                state, offeredAt, offerDeadline, offers, freight, createdAt, shippedAt, deliveredAt,
                splitFrom, readdressed, allLines, allParcels);
    }

    /** As a dealer sees one that left it: the buyer is its business no more. */
    Consignment withoutBuyer() {
        return new Consignment(id, code, orderCode, seller, subShopName, new Address("", "", shipTo.country(), shipTo.province(), shipTo.city(),
                "", "", ""), "", "", shipBy, warehouse, dealer, state, offeredAt, offerDeadline, offers, freight, createdAt, shippedAt,
                deliveredAt, splitFrom, null, lines, parcels);
    }

    /** As a dealer sees it, whom the member's prices do not concern. */
    Consignment withoutMoney() {
        return new Consignment(id, code, orderCode, seller, subShopName, shipTo, remark, gift, shipBy, warehouse, dealer,
                state, offeredAt, offerDeadline, offers, null, createdAt, shippedAt, deliveredAt, splitFrom, readdressed,
                lines.stream().map(l -> new Line(l.no(), l.orderLine(), l.variant(), l.sku(), l.title(), l.quantity(),
                        null)).toList(), parcels);
    }
}
