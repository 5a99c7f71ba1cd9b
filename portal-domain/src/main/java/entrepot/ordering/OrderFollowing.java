package entrepot.ordering;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Objects;

/** Moves an order on to where its consignments are. Harmless when it is there already. */
@ApplicationScoped
class OrderFollowing {

    @Inject
    private OrderRows rows;

    @Inject
    private Consignments consignments;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    @Inject
    private Outbox outbox;

    void follow(Actor system, String orderCode) {
        rows.lock(system, orderCode).ifPresent(order -> {
            var all = consignments.byOrder(system, orderCode);
            OrderState target = OrderProgress.of(all.stream().map(Consignment::state).toList());
            OrderState from = order.state();
            for (OrderState to : OrderProgress.steps(from, target)) {
                Instant at = to == OrderState.DELIVERED
                        ? all.stream().map(Consignment::deliveredAt).filter(Objects::nonNull).max(Instant::compareTo)
                                .orElseGet(clock::now)
                        : clock.now();
                rows.move(system, order.id(), to, at);
                history.record(system, Orders.THING, orderCode, from, to, "");
                outbox.add(system, new OrderMoved(order.id(), orderCode, order.seller(), order.subShop(), from, to, at));
                from = to;
            }
        });
    }
}
