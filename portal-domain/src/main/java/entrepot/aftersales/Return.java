package entrepot.aftersales;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.tracking.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * A return as the actor may see it: a dealer sees no money of the member's.
 *
 * @param dealer   who shipped; null for central
 * @param verdict  null until there is one
 * @param receipt  null until goods are there
 * @param effect   what was moved; null until it is refunded
 * @param photos   what whoever asked shows of the goods
 * @param waits    the code of the proposal that a second person has to approve; null for none
 */
public record Return(String code, ReturnState state, ReturnReason reason, String text, String consignment, String order, String subShopName,
                     OrganisationId seller, OrganisationId dealer, Instant deliveredAt, Instant openedAt, String openedBy,
                     Passed verdict, Sent sent, Came receipt, Effect effect, Instant refundedAt, String waits, List<Line> lines,
                     List<Photo> photos) {

    /**
     * @param quantity  pieces that the buyer gives back
     * @param paid      what the member paid for these pieces; null to a dealer
     * @param reduction what of the price is paid back instead of the pieces; null for the pieces
     * @param came      pieces that are back; null until goods are there
     * @param refunded  what was paid back; null until it is refunded, and to a dealer
     */
    public record Line(int no, String sku, String title, int quantity, Money paid, Money reduction, Integer came, Money refunded) {
    }

    /**
     * @param goodsBack   whether goods have to come back
     * @param warehouse   the code of the warehouse where to; null where they stay
     * @param houseName   its name
     */
    public record Passed(Verdict.Bearer bearer, boolean goodsBack, String warehouse, String houseName, Money freight, Money returnFreight,
                         Money compensation, String why, String by, Instant at) {
    }

    /** @param code of its file @param type such as {@code image/jpeg} */
    public record Photo(String code, String type) {

        /** Whether it can be shown on a page; a PDF is only ever saved. */
        public boolean isPicture() {
            return type.startsWith("image/");
        }
    }

    /** On its way back. @param carrier its code */
    public record Sent(String carrier, String number, Instant at) {
    }

    /** Back in a warehouse. */
    public record Came(String warehouse, String houseName, boolean held, String text, String by, Instant at) {
    }

    public Return {
        lines = List.copyOf(lines);
        photos = List.copyOf(photos);
    }

    public int pieces() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }
}
