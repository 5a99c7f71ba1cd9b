package entrepot.platform.approval;

import entrepot.kernel.PersonId;
import entrepot.kernel.Transitions;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Json;
import java.time.Instant;
import java.util.List;

/**
 * A change that waits for a second person.
 *
 * @param kind    what sort of change, such as {@code price-list}; the capability that owns it applies it
 * @param subject the code of the thing to be changed
 * @param title   how lists name it
 * @param content the whole change; what is approved is exactly this
 * @param effect  what it does, in numbers, as shown to the approver
 * @param reason  why it was proposed, in the maker's words
 * @param maker   who proposed it
 * @param makerPerson the human behind the maker; null where the program proposed
 * @param checker who decided; null while it waits
 * @param verdict the reason of a rejection; empty otherwise
 */
public record Proposal(String code, String kind, String subject, String title, Json content, List<Effect> effect,
                       String reason, State state, String maker, PersonId makerPerson, Instant proposedAt,
                       String checker, Instant decidedAt, String verdict) {

    /** What became of it. */
    public enum State {
        PROPOSED, APPROVED, REJECTED, WITHDRAWN;

        /** Which state may follow which: what is decided stays so. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(PROPOSED, APPROVED, REJECTED, WITHDRAWN);
    }

    /** Whether this actor made it, and so cannot approve it. */
    public boolean madeBy(Actor actor) {
        return makerPerson != null && makerPerson.equals(actor.person());
    }

    /**
     * One figure of the effect.
     *
     * @param name   a key of the message bundles, {@code effect.<name>}
     * @param before as text, ready to be shown; empty where there is no before
     */
    public record Effect(String name, String before, String after) {
    }
}
