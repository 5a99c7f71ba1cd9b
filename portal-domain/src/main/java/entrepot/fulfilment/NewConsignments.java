package entrepot.fulfilment;

import entrepot.inventory.Need;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.platform.geo.Address;
import entrepot.routing.RoutingDecision;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The consignments of a new order, one for each part of its routing decision.
 *
 * @param subShopName   the sender that buyers see on the packing slip
 * @param remark        the buyer's wishes; may be empty
 * @param gift          the gift text; may be empty
 * @param freight       of the whole order; shared among the consignments so that it adds up
 * @param lines         the order's lines, each variant may stand in several
 * @param dealerSupply  what dealers are credited for their own goods: needed for each part that says
 *                      {@code ownGoods}; a dealer without an entry ships consigned goods only
 * @param held          whether they wait for an answer about their order before anybody sees them
 */
public record NewConsignments(String orderCode, OrganisationId seller, String subShopName, Address shipTo,
                              String remark, String gift, Instant shipBy, Money freight, List<Line> lines,
                              RoutingDecision decision, List<DealerSupply> dealerSupply, boolean held) {

    /** To be offered at once. */
    public NewConsignments(String orderCode, OrganisationId seller, String subShopName, Address shipTo, String remark,
                           String gift, Instant shipBy, Money freight, List<Line> lines, RoutingDecision decision,
                           List<DealerSupply> dealerSupply) {
        this(orderCode, seller, subShopName, shipTo, remark, gift, shipBy, freight, lines, decision, dealerSupply, false);
    }

    /** @param supplyTotal what the member pays for the whole line; parts of it are shared out so that they add up */
    public record Line(int orderLine, VariantId variant, String sku, String title, int quantity, Money supplyTotal) {
    }

    /** A dealer's own supply price of one piece. */
    public record DealerSupply(OrganisationId dealer, VariantId variant, Money unit) {
    }

    public NewConsignments {
        lines = List.copyOf(lines);
        dealerSupply = List.copyOf(dealerSupply);
    }

    /** A dealer's own goods may go only where it is known what the dealer is credited for them. */
    static List<Need> needs(RoutingDecision.Part part, List<DealerSupply> dealerSupply) {
        Set<VariantId> known = dealerSupply.stream().filter(s -> s.dealer().equals(part.dealer()))
                .map(DealerSupply::variant).collect(Collectors.toSet());
        return part.pieces().stream().map(piece -> new Need(part.warehouse(), piece.variant(), piece.quantity(),
                part.dealer() != null && !known.contains(piece.variant()), part.takesOwnFirst())).toList();
    }
}
