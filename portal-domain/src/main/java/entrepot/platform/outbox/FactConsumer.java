package entrepot.platform.outbox;

import entrepot.platform.access.Actor;
import java.util.List;

/**
 * What a higher package does when a lower one left a fact. Called after the fact's commit, in a
 * transaction of its own, which also marks it consumed; may be called for facts in another order than
 * they happened, and is made harmless on repetition by a unique key of what it writes.
 */
public interface FactConsumer<F extends Fact> {

    /** The facts that it wants. */
    Class<F> consumes();

    /** @param system the program itself, in the fact's tenant */
    void on(Actor system, F fact);

    /** How many facts it takes at once where many wait; one unless it gains by more. */
    default int together() {
        return 1;
    }

    /** Several facts in the order in which they were left, in one transaction: all or none of them. */
    default void onAll(Actor system, List<F> facts) {
        facts.forEach(fact -> on(system, fact));
    }

    /** Whether any of the tenant's facts is of use to it; asked once for those that are delivered together. */
    default boolean listens(Actor system) {
        return true;
    }

    /** A stable name under which deliveries are kept. */
    default String name() {
        // CDI hands out subclasses of the bean
        Class<?> type = getClass();
        while (type.isSynthetic() || type.getSimpleName().contains("$")) {
            type = type.getSuperclass();
        }
        return type.getSimpleName();
    }
}
