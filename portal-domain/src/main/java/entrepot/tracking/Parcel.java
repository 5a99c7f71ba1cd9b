package entrepot.tracking;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import entrepot.kernel.WarehouseId;
import java.time.Instant;
import java.util.List;

/**
 * A parcel on its way, as the actor may see it.
 *
 * @param warehouse where it left
 * @param dealer    who runs that warehouse; null for central
 * @param lastText  what was heard last
 * @param stalledAt since when nothing is heard of it that should be; null while it moves
 * @param judgedAt  when it was decided who bears what went wrong; null until then
 * @param charged   what the member paid for its way; null to a dealer
 * @param paid      what the carrier billed; null until it did, and to all but headquarters
 * @param claim     null where nothing is claimed of the carrier
 * @param consignments the codes of what is in it
 * @param sellers   whose orders are in it; none to all but headquarters
 */
public record Parcel(long id, String code, String carrier, String number, WarehouseId warehouse, OrganisationId dealer,
                     int grams, ParcelState state, Instant shippedAt, Instant lastScanAt, String lastText,
                     Instant stalledAt, Instant judgedAt, Money charged, Money paid, Claim claim, Money claimed,
                     Money won, List<String> consignments, List<String> orders, List<OrganisationId> sellers) {

    /** What became of what is claimed of the carrier. */
    public enum Claim {
        OPEN, WON, REFUSED;

        /** Which state may follow which; open again is another amount. */
        public static final Transitions<Claim> TRANSITIONS = Transitions.of(Claim.class).allow(OPEN, OPEN, WON, REFUSED);
    }

    public Parcel {
        consignments = List.copyOf(consignments);
        orders = List.copyOf(orders);
        sellers = List.copyOf(sellers);
    }

    /** What is left of what the member paid after the carrier was paid; null until it billed. */
    public Money margin() {
        return paid == null || charged == null ? null : charged.minus(paid);
    }
}
