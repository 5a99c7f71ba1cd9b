package entrepot.payout;

import entrepot.platform.audit.History;
import java.time.LocalDate;
import java.util.List;

/**
 * A payout as its member is told of it.
 *
 * @param account where it goes or went; null where nobody can say: none is entered, it was paid outside a batch, or it was given back
 * @param leaves  the day on which its batch leaves; null while it is in none
 * @param obstacle why it cannot go now, {@code payout.own.why.<obstacle>}; empty where nothing is in the way
 * @param history what happened to it, without the names and remarks of who works for headquarters
 */
public record OwnPayout(Payout payout, PayeeAccount account, LocalDate leaves, String obstacle, List<History.Change> history) {
}
