package entrepot.aftersales;

import entrepot.kernel.Money;
import entrepot.tracking.Verdict;
import java.util.List;

/**
 * The verdict on a return.
 *
 * @param bearer        whose fault it was
 * @param warehouse     the code of the warehouse where the goods are to come back; null where the buyer keeps them
 * @param freight       what of the way to the buyer is paid back; null for nothing
 * @param returnFreight the way back: paid to the member, or charged to it where it bears it; null for nothing
 * @param compensation  what the member gets beyond its money; null for nothing. More than is paid back takes two persons
 * @param reductions    lines of which only a part of the price is paid back, instead of the pieces
 * @param why           for everybody concerned
 */
public record Judgement(Verdict.Bearer bearer, String warehouse, Money freight, Money returnFreight, Money compensation,
                        List<Reduction> reductions, String why) {

    /** @param line the number of the consignment's line */
    public record Reduction(int line, Money amount) {
    }

    public Judgement {
        reductions = reductions == null ? List.of() : List.copyOf(reductions);
    }
}
