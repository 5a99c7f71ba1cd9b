package entrepot.kernel;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The table of a state machine: which state may follow which. Pages ask it for the next states and
 * show those buttons; verbs ask it before they change anything.
 */
public final class Transitions<S extends Enum<S>> {

    private final Map<S, Set<S>> next;
    private final Class<S> states;

    private Transitions(Class<S> states) {
        this.states = states;
        this.next = new EnumMap<>(states);
        for (S state : states.getEnumConstants()) {
            next.put(state, EnumSet.noneOf(states));
        }
    }

    public static <S extends Enum<S>> Transitions<S> of(Class<S> states) {
        return new Transitions<>(states);
    }

    @SafeVarargs
    public final Transitions<S> allow(S from, S... to) {
        for (S state : to) {
            next.get(from).add(state);
        }
        return this;
    }

    public Set<S> next(S from) {
        return Set.copyOf(next.get(from));
    }

    public boolean allows(S from, S to) {
        return next.get(from).contains(to);
    }

    /** What has these states: {@code OrderState}, or {@code Quotation} for its {@code State}. */
    public static String thing(Class<?> states) {
        return states.getSimpleName().equals("State") && states.getEnclosingClass() != null
                ? states.getEnclosingClass().getSimpleName() : states.getSimpleName();
    }

    /** @throws Problem {@link KernelProblem#ILLEGAL_TRANSITION} naming both states and what would be allowed */
    public void check(S from, S to) {
        if (!allows(from, to)) {
            throw new Problem(KernelProblem.ILLEGAL_TRANSITION).with("thing", thing(states))
                    .with("from", from.name()).with("to", to.name()).with("allowed", next.get(from).toString());
        }
    }
}
