package entrepot.ordering;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.idempotency.Idempotency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
     * @throws Problem ORDERS_TOO_MANY, FIELD_MISSING (an outside number), NUMBER_TWICE, KEY_MISSING, KEY_INVALID, KEY_REUSED
     */
    @Requires(OrderPermission.PLACE)
    public void begin(Actor actor, List<PlaceOrder> commands, String key) {
        if (commands.size() > ORDERS_MAX) {
            throw new Problem(OrderProblem.ORDERS_TOO_MANY).with("max", ORDERS_MAX);
        }
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < commands.size(); i++) {
            PlaceOrder command = commands.get(i);
            if (command == null) {
                continue;
            }
            if (command.outsideNumber().isEmpty()) {
                throw Problem.missing("orders[" + i + "].outsideNumber");
            }
            if (!numbers.add(command.subShopCode() + '\n' + command.outsideNumber())) {
                throw new Problem(OrderProblem.NUMBER_TWICE).with("number", command.outsideNumber());
            }
        }
        idempotency.once(actor, BATCH, key, commands, Begun.class, () -> new Begun(commands.size()));
    }
}
