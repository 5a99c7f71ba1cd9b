package entrepot.ledger;

import entrepot.kernel.Money;
import java.util.List;

/**
 * A balanced movement to be written. What happens twice to the same thing is posted once: event, cause type
 * and cause code are unique within the tenant.
 *
 * @param event     what happened, such as {@code order.held}; pages name it by {@code ledger.event.<event>}
 * @param causeType the glossary's word of the thing that caused it, such as {@code order}
 * @param causeCode its code, or code and line; unique for that event
 * @param legs      two or more, their sum zero; legs of zero are left out by {@link #of}
 * @param note      for people, may be empty
 * @param reverses  the posting that this one takes back whole, leg by leg; null for all others
 */
public record NewPosting(String event, String causeType, String causeCode, List<Leg> legs, String note,
                         PostingKey reverses) {

    public NewPosting {
        legs = List.copyOf(legs);
        note = note == null ? "" : note;
    }

    public NewPosting(String event, String causeType, String causeCode, List<Leg> legs, String note) {
        this(event, causeType, causeCode, legs, note, null);
    }

    /** A posting from legs of which some may be zero and are left out. */
    public static NewPosting of(String event, String causeType, String causeCode, String note, Leg... legs) {
        return new NewPosting(event, causeType, causeCode,
                List.of(legs).stream().filter(leg -> !leg.amount().isZero()).toList(), note);
    }

    /** DESIGN's "{@code debit → credit}". */
    public static NewPosting transfer(String event, String causeType, String causeCode, Account debit,
                                      Account credit, Money amount) {
        return new NewPosting(event, causeType, causeCode,
                List.of(Leg.debit(debit, amount), Leg.credit(credit, amount)), "");
    }

    public PostingKey key() {
        return new PostingKey(event, causeType, causeCode);
    }
}
