package entrepot.settlement;

import entrepot.invoicing.OpenReceivable;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a member's dues, in the order of DEFAULTS: reversals and penalties stand in the dues already, then open charges
 * (franchise fees first), overdue credit, tax, and what is left is paid. Minor units of one currency; the parts add up to the dues.
 *
 * @param charges    which charges, in order, and how much of each
 * @param carried    stays in DUE; negative where the dues are
 * @param disputed   of what is carried: waits for disputes
 */
record Netting(List<Charge> charges, long receivable, long credit, long tax, long payable, long carried, long disputed,
               CarryReason reason) {

    /** So much of a charge. */
    record Charge(String code, long minor) {
    }

    /**
     * Before tax, which is found for all members of a person together.
     *
     * @param due      commission and dealer's dues together
     * @param held     what waits for open disputes
     * @param minimum  what is less is not paid
     * @param taxKnown whether one knows as what the member is taxed; if not, nothing is moved
     * @param open     its open charges in the order in which they are netted
     * @param overdue  what its wallet is overdue
     */
    static Netting of(long due, long held, long minimum, boolean taxKnown, List<OpenReceivable> open, long overdue) {
        if (due <= 0) {
            return carry(due, 0, due == 0 ? CarryReason.NONE : CarryReason.NEGATIVE);
        }
        long disputed = Math.min(due, Math.max(0, held));
        long free = due - disputed;
        if (free == 0) {
            return carry(due, disputed, CarryReason.DISPUTED);
        }
        if (!taxKnown) {
            return carry(due, disputed, CarryReason.TAX_UNKNOWN);
        }
        List<Charge> charges = new ArrayList<>();
        long receivable = 0;
        for (OpenReceivable charge : open) {
            long part = Math.min(free - receivable, charge.open().minor());
            if (part > 0) {
                charges.add(new Charge(charge.code(), part));
                receivable += part;
            }
        }
        long credit = Math.min(free - receivable, Math.max(0, overdue));
        long rest = free - receivable - credit;
        boolean pays = rest >= minimum;
        CarryReason reason = pays || rest == 0 ? disputed > 0 ? CarryReason.DISPUTED : CarryReason.NONE : CarryReason.BELOW_MINIMUM;
        return new Netting(List.copyOf(charges), receivable, credit, 0, pays ? rest : 0, disputed + (pays ? 0 : rest), disputed, reason);
    }

    /** The same with that much of the payment withheld. */
    Netting taxed(long withheld) {
        return new Netting(charges, receivable, credit, tax + withheld, payable - withheld, carried, disputed, reason);
    }

    private static Netting carry(long due, long disputed, CarryReason reason) {
        return new Netting(List.of(), 0, 0, 0, 0, due, disputed, reason);
    }
}
