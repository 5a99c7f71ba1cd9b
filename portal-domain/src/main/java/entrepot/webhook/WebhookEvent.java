package entrepot.webhook;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be told, by the name that stands in a message's {@code type}, and to whom. */
public enum WebhookEvent {
    ORDER_PLACED("order.placed", true, false),
    ORDER_WAITING_FUNDS("order.waiting_funds", true, false),
    ORDER_ON_HOLD("order.on_hold", true, false),
    ORDER_RELEASED("order.released", true, false),
    ORDER_CHANGED("order.changed", true, false),
    ORDER_CANCELLED("order.cancelled", true, false),
    ORDER_PARTLY_SHIPPED("order.partly_shipped", true, false),
    ORDER_SHIPPED("order.shipped", true, false),
    ORDER_DELIVERED("order.delivered", true, false),
    CONSIGNMENT_OFFERED("consignment.offered", false, true),
    CONSIGNMENT_DECLINED("consignment.declined", false, true),
    CONSIGNMENT_ACCEPTED("consignment.accepted", true, true),
    CONSIGNMENT_CANCELLED("consignment.cancelled", true, true),
    CONSIGNMENT_SHIPPED("consignment.shipped", true, true),
    CONSIGNMENT_DELIVERED("consignment.delivered", true, true),
    /** Sent by a button; needs no subscription. */
    TEST("webhook.test", false, false);

    private final String type;
    private final boolean toSeller;
    private final boolean toDealer;

    WebhookEvent(String type, boolean toSeller, boolean toDealer) {
        this.type = type;
        this.toSeller = toSeller;
        this.toDealer = toDealer;
    }

    /** {@code order.placed} */
    public String type() {
        return type;
    }

    boolean toSeller() {
        return toSeller;
    }

    boolean toDealer() {
        return toDealer;
    }

    static Optional<WebhookEvent> byType(String type) {
        return Arrays.stream(values()).filter(event -> event.type.equals(type)).findFirst();
    }

    /**
     * What an organisation can ask to be told, in the order of an order's life.
     *
     * @param headquarters which is told everything
     */
    public static Stream<WebhookEvent> of(boolean headquarters, boolean sells, boolean holdsStock) {
        return Arrays.stream(values()).filter(event -> event != TEST && (headquarters || sells && event.toSeller || holdsStock && event.toDealer));
    }

    static Set<String> types(Stream<WebhookEvent> events) {
        return events.map(WebhookEvent::type).collect(Collectors.toUnmodifiableSet());
    }
}
