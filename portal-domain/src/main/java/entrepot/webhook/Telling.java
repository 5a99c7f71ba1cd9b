package entrepot.webhook;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentAccepted;
import entrepot.fulfilment.ConsignmentCancelled;
import entrepot.fulfilment.ConsignmentDeclined;
import entrepot.fulfilment.ConsignmentDelivered;
import entrepot.fulfilment.ConsignmentOffered;
import entrepot.fulfilment.ConsignmentShipped;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.OrganisationId;
import entrepot.network.SubShops;
import entrepot.ordering.Order;
import entrepot.ordering.OrderCancelled;
import entrepot.ordering.OrderChanged;
import entrepot.ordering.OrderMoved;
import entrepot.ordering.OrderPlaced;
import entrepot.ordering.OrderPractised;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.outbox.Fact;
import entrepot.platform.outbox.FactConsumer;
import entrepot.platform.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Turns facts into messages for those who asked for them. A member is told of its orders, a dealer of what it was asked to ship, headquarters of all. One
 * statement where nobody listens. A fact that is heard twice is told once.
 */
@ApplicationScoped
class Telling {

    /** More lines than this are not listed: a message stays below 20 kB. */
    private static final int LINES_MAX = 100;

    @Inject
    private WebhookRows rows;

    @Inject
    private Orders orders;

    @Inject
    private Consignments consignments;

    @Inject
    private SubShops subShops;

    /** What is told of an order. */
    record OrderData(String order, String outsideNumber, String subShop, String state, Instant shipBy, String reason) {
    }

    /**
     * What is told of a consignment.
     *
     * @param outsideNumber null to a dealer, as is the sub-shop
     * @param deadline      until when a dealer has to accept
     */
    record ConsignmentData(String consignment, String order, String outsideNumber, String subShop, String state, String reason, Instant deadline,
                           Instant shipBy, int pieces, List<Line> lines, List<Parcel> parcels) {

        record Line(String sku, int quantity) {
        }

        record Parcel(String carrier, String number) {
        }
    }

    void order(Actor system, WebhookEvent event, Fact fact, String code, OrganisationId seller, OrderState state, String reason, Instant at) {
        List<WebhookRows.Listener> all = rows.listening(system, event.type(), List.of(seller));
        if (all.isEmpty()) {
            return;
        }
        Order order = orders.get(system, code);
        OrderData data = new OrderData(code, order.outsideNumber(), subShops.get(system, order.subShop()).code(), state.name(), order.shipBy(), reason);
        tell(system, event, fact, code, at == null ? order.placedAt() : at, all, listener -> data);
    }

    /** @param dealer null for central */
    void consignment(Actor system, WebhookEvent event, Fact fact, String code, OrganisationId seller, OrganisationId dealer, String state, String reason,
                     Instant deadline, Instant at) {
        List<OrganisationId> parties = Stream.of(event.toSeller() ? seller : null, event.toDealer() ? dealer : null).filter(Objects::nonNull).toList();
        List<WebhookRows.Listener> all = rows.listening(system, event.type(), parties);
        if (all.isEmpty()) {
            return;
        }
        Consignment consignment = consignments.get(system, code);
        Order order = orders.get(system, consignment.orderCode());
        String shop = subShops.get(system, order.subShop()).code();
        List<ConsignmentData.Line> lines = consignment.lines().size() > LINES_MAX ? null
                : consignment.lines().stream().map(line -> new ConsignmentData.Line(line.sku(), line.quantity())).toList();
        List<ConsignmentData.Parcel> parcels = consignment.parcels().stream().limit(LINES_MAX)
                .map(parcel -> new ConsignmentData.Parcel(parcel.carrier(), parcel.number())).toList();
        tell(system, event, fact, code, at, all, listener -> {
            boolean whole = listener.headquarters() || listener.organisation().equals(seller);
            return new ConsignmentData(code, consignment.orderCode(), whole ? order.outsideNumber() : null, whole ? shop : null, state, reason,
                    deadline, consignment.shipBy(), consignment.pieces(), lines, parcels);
        });
    }

    /** Whether anybody at all asked for it: what every order says is mostly said to nobody. */
    boolean isHeard(Actor system, WebhookEvent event) {
        return rows.isHeard(system, event.type());
    }

    private interface Data {
        Object of(WebhookRows.Listener listener);
    }

    private void tell(Actor system, WebhookEvent event, Fact fact, String thing, Instant at, List<WebhookRows.Listener> all, Data data) {
        String source = event.type() + ':' + Tokens.sha256(Json.of(fact).text());
        Map<OrganisationId, List<WebhookRows.Listener>> byOrganisation = new LinkedHashMap<>();
        all.forEach(listener -> byOrganisation.computeIfAbsent(listener.organisation(), first -> new ArrayList<>()).add(listener));
        byOrganisation.forEach((organisation, listeners) -> rows.tell(system, organisation, Webhooks.newMessage(), source, event.type(), thing,
                Webhooks.body(event, at, data.of(listeners.get(0))), at, listeners.stream().filter(WebhookRows.Listener::active).map(WebhookRows.Listener::endpoint).toList()));
    }

    @ApplicationScoped
    static class TellOrderPlaced implements FactConsumer<OrderPlaced> {

        @Inject
        private Telling telling;

        @Override
        public Class<OrderPlaced> consumes() {
            return OrderPlaced.class;
        }

        @Override
        public boolean listens(Actor system) {
            return telling.isHeard(system, WebhookEvent.ORDER_PLACED);
        }

        @Override
        public void on(Actor system, OrderPlaced fact) {
            telling.order(system, WebhookEvent.ORDER_PLACED, fact, fact.code(), fact.seller(), OrderState.PLACED, null, null);
        }
    }

    /** A program that is being tried hears of practice orders, which say so. */
    @ApplicationScoped
    static class TellOrderPractised implements FactConsumer<OrderPractised> {

        @Inject
        private Telling telling;

        @Override
        public Class<OrderPractised> consumes() {
            return OrderPractised.class;
        }

        @Override
        public void on(Actor system, OrderPractised fact) {
            telling.order(system, WebhookEvent.ORDER_PLACED, fact, fact.code(), fact.seller(), OrderState.PRACTICE, null, null);
        }
    }

    @ApplicationScoped
    static class TellOrderCancelled implements FactConsumer<OrderCancelled> {

        @Inject
        private Telling telling;

        @Inject
        private BusinessClock clock;

        @Override
        public Class<OrderCancelled> consumes() {
            return OrderCancelled.class;
        }

        @Override
        public void on(Actor system, OrderCancelled fact) {
            telling.order(system, WebhookEvent.ORDER_CANCELLED, fact, fact.code(), fact.seller(), OrderState.CANCELLED, fact.reason(), clock.now());
        }
    }

    @ApplicationScoped
    static class TellOrderMoved implements FactConsumer<OrderMoved> {

        @Inject
        private Telling telling;

        @Override
        public Class<OrderMoved> consumes() {
            return OrderMoved.class;
        }

        @Override
        public void on(Actor system, OrderMoved fact) {
            switch (fact.to()) {
                case PARTLY_SHIPPED -> tell(system, WebhookEvent.ORDER_PARTLY_SHIPPED, fact);
                case SHIPPED -> tell(system, WebhookEvent.ORDER_SHIPPED, fact);
                case DELIVERED -> tell(system, WebhookEvent.ORDER_DELIVERED, fact);
                case ON_HOLD -> tell(system, WebhookEvent.ORDER_ON_HOLD, fact);
                case WAITING_FUNDS -> tell(system, WebhookEvent.ORDER_WAITING_FUNDS, fact);
                case PLACED -> tell(system, WebhookEvent.ORDER_RELEASED, fact);
                default -> {
                    // told by facts of their own
                }
            }
        }

        private void tell(Actor system, WebhookEvent event, OrderMoved fact) {
            telling.order(system, event, fact, fact.code(), fact.seller(), fact.to(), null, fact.at());
        }
    }

    @ApplicationScoped
    static class TellOrderChanged implements FactConsumer<OrderChanged> {

        @Inject
        private Telling telling;

        @Inject
        private Orders orders;

        @Inject
        private BusinessClock clock;

        @Override
        public Class<OrderChanged> consumes() {
            return OrderChanged.class;
        }

        @Override
        public void on(Actor system, OrderChanged fact) {
            telling.order(system, WebhookEvent.ORDER_CHANGED, fact, fact.code(), fact.seller(), orders.get(system, fact.code()).state(), null, clock.now());
        }
    }

    @ApplicationScoped
    static class TellConsignmentOffered implements FactConsumer<ConsignmentOffered> {

        @Inject
        private Telling telling;

        @Override
        public Class<ConsignmentOffered> consumes() {
            return ConsignmentOffered.class;
        }

        @Override
        public void on(Actor system, ConsignmentOffered fact) {
            telling.consignment(system, WebhookEvent.CONSIGNMENT_OFFERED, fact, fact.code(), fact.seller(), fact.dealer(), "OFFERED", null,
                    fact.deadline(), fact.at());
        }
    }

    @ApplicationScoped
    static class TellConsignmentDeclined implements FactConsumer<ConsignmentDeclined> {

        @Inject
        private Telling telling;

        @Override
        public Class<ConsignmentDeclined> consumes() {
            return ConsignmentDeclined.class;
        }

        @Override
        public void on(Actor system, ConsignmentDeclined fact) {
            telling.consignment(system, WebhookEvent.CONSIGNMENT_DECLINED, fact, fact.code(), fact.seller(), fact.dealer(), "DECLINED", fact.reason(),
                    null, fact.at());
        }
    }

    @ApplicationScoped
    static class TellConsignmentAccepted implements FactConsumer<ConsignmentAccepted> {

        @Inject
        private Telling telling;

        @Override
        public Class<ConsignmentAccepted> consumes() {
            return ConsignmentAccepted.class;
        }

        @Override
        public boolean listens(Actor system) {
            return telling.isHeard(system, WebhookEvent.CONSIGNMENT_ACCEPTED);
        }

        @Override
        public void on(Actor system, ConsignmentAccepted fact) {
            telling.consignment(system, WebhookEvent.CONSIGNMENT_ACCEPTED, fact, fact.code(), fact.seller(), fact.dealer(), "ACCEPTED", null, null,
                    fact.at());
        }
    }

    @ApplicationScoped
    static class TellConsignmentCancelled implements FactConsumer<ConsignmentCancelled> {

        @Inject
        private Telling telling;

        @Inject
        private Consignments consignments;

        @Override
        public Class<ConsignmentCancelled> consumes() {
            return ConsignmentCancelled.class;
        }

        @Override
        public void on(Actor system, ConsignmentCancelled fact) {
            telling.consignment(system, WebhookEvent.CONSIGNMENT_CANCELLED, fact, fact.code(), fact.seller(),
                    consignments.get(system, fact.code()).dealer(), "CANCELLED", fact.reason(), null, fact.at());
        }
    }

    @ApplicationScoped
    static class TellConsignmentShipped implements FactConsumer<ConsignmentShipped> {

        @Inject
        private Telling telling;

        @Override
        public Class<ConsignmentShipped> consumes() {
            return ConsignmentShipped.class;
        }

        @Override
        public void on(Actor system, ConsignmentShipped fact) {
            telling.consignment(system, WebhookEvent.CONSIGNMENT_SHIPPED, fact, fact.code(), fact.seller(), fact.dealer(), "SHIPPED", null, null,
                    fact.at());
        }
    }

    @ApplicationScoped
    static class TellConsignmentDelivered implements FactConsumer<ConsignmentDelivered> {

        @Inject
        private Telling telling;

        @Override
        public Class<ConsignmentDelivered> consumes() {
            return ConsignmentDelivered.class;
        }

        @Override
        public void on(Actor system, ConsignmentDelivered fact) {
            telling.consignment(system, WebhookEvent.CONSIGNMENT_DELIVERED, fact, fact.code(), fact.seller(), fact.dealer(), "DELIVERED", null, null,
                    fact.at());
        }
    }
}
