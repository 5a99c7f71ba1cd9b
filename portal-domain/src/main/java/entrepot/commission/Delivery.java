package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A delivered consignment with all that commission asks of it.
 *
 * @param month    in which it counts, its first day
 * @param earners  who is there to earn; nobody earns twice on a line as its own sponsor
 * @param refunded whether something of it was paid back before
 */
record Delivery(String consignment, String order, OrganisationId seller, Plan plan, LocalDate month, Instant deliveredAt, Instant dueAt,
                Map<Rule.Earner, OrganisationId> earners, boolean refunded, List<Line> lines) {

    /** @param gross what the member paid for it, the tax included */
    record Line(SoldLine sold, Money gross) {
    }

    Delivery {
        lines = List.copyOf(lines);
    }

    /**
     * Who earns by which part. A sponsor that is the seller itself, or that is counted already one level below, is no sponsor: nobody is a promoter
     * of itself.
     */
    static Map<Rule.Earner, OrganisationId> earners(OrganisationId seller, OrganisationId upline1, OrganisationId upline2, OrganisationId dealer) {
        Map<Rule.Earner, OrganisationId> earners = new EnumMap<>(Rule.Earner.class);
        earners.put(Rule.Earner.SELLER, seller);
        if (upline1 != null && !upline1.equals(seller)) {
            earners.put(Rule.Earner.UPLINE_1, upline1);
        }
        if (upline2 != null && !upline2.equals(seller) && !upline2.equals(upline1)) {
            earners.put(Rule.Earner.UPLINE_2, upline2);
        }
        if (dealer != null) {
            earners.put(Rule.Earner.TERRITORY_DEALER, dealer);
        }
        return earners;
    }
}
