package entrepot.ordering;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.idempotency.Idempotency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Calls with many orders. They are placed piece by piece, so what makes the whole safe to repeat is each order's outside number; the key of the call only
 * holds that the same key is the same call.
 */
@UseCases
@ApplicationScoped
public class OrderBatches {

    /** So many orders one call may hold. */
    public static final int ORDERS_MAX = 1_000;
    private static final String BATCH = "orders.batch";

    @Inject
    private Idempotency idempotency;

    private record Begun(int orders) {
    }

    /**
     * Looks at a call as a whole before its orders are placed.
     *
     * @param commands null where what was sent is no order: refused for itself, it hinders no other
     * @throws Problem ORDERS_TOO_MANY, KEY_MISSING, KEY_INVALID, KEY_REUSED
     */
    @Requires(OrderPermission.PLACE)
    public void begin(Actor actor, List<PlaceOrder> commands, String key) {
        if (commands.size() > ORDERS_MAX) {
            throw new Problem(OrderProblem.ORDERS_TOO_MANY).with("max", ORDERS_MAX);
        }
        idempotency.once(actor, BATCH, key, commands, Begun.class, () -> new Begun(commands.size()));
    }
}
