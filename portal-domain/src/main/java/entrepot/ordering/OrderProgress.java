package entrepot.ordering;

import entrepot.fulfilment.ConsignmentState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the consignments of an order say of the order. Pure. */
final class OrderProgress {

    private static final List<OrderState> WAY = List.of(OrderState.PLACED, OrderState.PARTLY_SHIPPED,
            OrderState.SHIPPED, OrderState.DELIVERED);

    private OrderProgress() {
    }

    /** Where an order stands whose consignments stand there; cancelled ones do not count while another lives. */
    static OrderState of(Collection<ConsignmentState> consignments) {
        List<ConsignmentState> living = consignments.stream().filter(ConsignmentState::living).toList();
        if (living.isEmpty()) {
            return OrderState.PLACED;
        }
        if (living.stream().allMatch(ConsignmentState::failed)) {
            return OrderState.RETURNED;
        }
        // what came back or was lost has left its warehouse; the others say when the order has arrived
        if (living.stream().allMatch(s -> s == ConsignmentState.DELIVERED || s.failed())) {
            return OrderState.DELIVERED;
        }
        long gone = living.stream().filter(s -> s == ConsignmentState.DELIVERED || s == ConsignmentState.SHIPPED
                || s.failed()).count();
        return gone == living.size() ? OrderState.SHIPPED : gone > 0 ? OrderState.PARTLY_SHIPPED : OrderState.PLACED;
    }

    /**
     * The states that an order takes, one after the other, to get from here to there: facts may arrive late and in any
     * order, histories are whole nevertheless. Empty when it is there or beyond.
     */
    static List<OrderState> steps(OrderState from, OrderState to) {
        if (to == OrderState.RETURNED) {
            List<OrderState> steps = new ArrayList<>(steps(from, OrderState.SHIPPED));
            OrderState here = steps.isEmpty() ? from : steps.get(steps.size() - 1);
            return OrderState.TRANSITIONS.allows(here, to) ? with(steps, to) : steps;
        }
        List<OrderState> steps = new ArrayList<>();
        int at = WAY.indexOf(from);
        for (int i = at + 1; at >= 0 && i <= WAY.indexOf(to); i++) {
            OrderState here = steps.isEmpty() ? from : steps.get(steps.size() - 1);
            boolean last = i == WAY.indexOf(to);
            if (OrderState.TRANSITIONS.allows(here, WAY.get(i)) && (last || WAY.get(i) != OrderState.PARTLY_SHIPPED)) {
                steps.add(WAY.get(i));
            }
        }
        return steps;
    }

    private static List<OrderState> with(List<OrderState> steps, OrderState last) {
        steps.add(last);
        return steps;
    }
}
