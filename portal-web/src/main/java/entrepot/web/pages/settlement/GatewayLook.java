package entrepot.web.pages.settlement;

import entrepot.gateway.Payment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** How payments look in lists. */
@Named
@ApplicationScoped
public class GatewayLook {

    public String tone(Payment payment) {
        return toneOf(payment);
    }

    public static String toneOf(Payment payment) {
        return switch (payment.state()) {
            case PAID -> "good";
            case STARTED -> "busy";
            case REFUNDED -> "warn";
            default -> "idle";
        };
    }
}
