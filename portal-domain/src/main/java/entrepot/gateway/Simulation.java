package entrepot.gateway;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a stranger tells the simulator to do with a payment: its callbacks go to the same door as every provider's. */
@ApplicationScoped
@UseCases
public class Simulation {

    private static final Duration LATE = Duration.ofMinutes(45);
    private static final int PIECE = 50;

    @Inject
    private Sql sql;

    @Inject
    private Payments payments;

    @Inject
    private Channels channels;

    @Inject
    private Simulator simulator;

    @Inject
    private BusinessClock clock;

    /** How the payer and the provider behave. */
    public enum Way { PAY, PAY_TWICE, PAY_LATE, CLOSED_AFTER_PAID, CLOSED_BEFORE_PAID, FORGED, OTHER_AMOUNT, PAY_SILENT, REFUSE }

    /**
     * The payer decides on the simulator's page.
     *
     * @throws Problem NOT_FOUND, GATEWAY_OFF outside a demonstration
     */
    @Requires(GatewayPermission.PAY)
    public Payment decide(Actor actor, String code, Way way) {
        Payment payment = payments.get(actor, code);
        if (payment.provider() != Provider.SIMULATOR || !clock.isDemonstration()) {
            throw new Problem(GatewayProblem.GATEWAY_OFF).with("provider", payment.provider());
        }
        Actor system = Actor.system(actor.tenant());
        switch (way) {
            case PAY -> now(system, payment, Gateway.Result.PAID, 0, false);
            case PAY_TWICE -> {
                now(system, payment, Gateway.Result.PAID, 0, false);
                now(system, payment, Gateway.Result.PAID, 0, false);
            }
            case PAY_LATE -> later(system, payment);
            case CLOSED_AFTER_PAID -> {
                now(system, payment, Gateway.Result.PAID, 0, false);
                now(system, payment, Gateway.Result.CLOSED, 0, false);
            }
            case CLOSED_BEFORE_PAID -> {
                now(system, payment, Gateway.Result.CLOSED, 0, false);
                now(system, payment, Gateway.Result.PAID, 0, false);
            }
            case FORGED -> now(system, payment, Gateway.Result.PAID, 0, true);
            case OTHER_AMOUNT -> now(system, payment, Gateway.Result.PAID, -1, false);
            case PAY_SILENT -> simulator.keepSilent(channels.settings(system, Provider.SIMULATOR).orElseThrow(),
                    new Gateway.Order(payment.code(), payment.amount(), "", payment.expiresAt(), "", "", false, ""), number(payment));
            case REFUSE -> now(system, payment, Gateway.Result.CLOSED, 0, false);
            default -> throw new IllegalStateException(way.name());
        }
        return payments.get(actor, code);
    }

    /** Sends what is due by the business clock. @return whether more is */
    @Requires(Requires.SYSTEM)
    public boolean deliver(Actor system) {
        record Due(Map<String, String> headers, String body) {
        }
        List<Due> due = sql.list("""
                delete from gateway_simulated s using (select x.id from gateway_simulated x where x.tenant_id = ? and x.due_at <= ? order by x.id limit ?) d
                 where s.tenant_id = ? and s.id = d.id returning s.headers::text as headers, s.body""", row -> {
                    Map<String, String> headers = new HashMap<>();
                    Map<?, ?> kept = row.json("headers").as(Map.class);
                    kept.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
                    return new Due(headers, row.text("body"));
                }, system.tenant(), clock.now(), PIECE, system.tenant());
        due.forEach(each -> payments.take(system, Provider.SIMULATOR, each.headers(), each.body().getBytes(StandardCharsets.UTF_8)));
        return due.size() == PIECE;
    }

    /**
     * What it tells of a refund that it took, by the last two digits of the amount, so that one can see each way: 14 tells it twice, 15 three quarters of an
     * hour later, 16 takes back what it told, 17 says that it came to nothing; all others are told once.
     */
    void refunded(Actor system, Refund refund) {
        Payment payment = payments.get(system, refund.payment());
        switch ((int) (refund.amount().minor() % 100)) {
            case 14 -> {
                told(system, payment, refund, Gateway.Result.PAID);
                told(system, payment, refund, Gateway.Result.PAID);
            }
            case 15 -> keep(system, payment, back(system, payment, refund, Gateway.Result.PAID));
            case 16 -> {
                told(system, payment, refund, Gateway.Result.PAID);
                told(system, payment, refund, Gateway.Result.CLOSED);
            }
            case 17 -> told(system, payment, refund, Gateway.Result.CLOSED);
            default -> told(system, payment, refund, Gateway.Result.PAID);
        }
    }

    private void told(Actor system, Payment payment, Refund refund, Gateway.Result result) {
        Gateway.Callback callback = back(system, payment, refund, result);
        payments.take(system, Provider.SIMULATOR, callback.headers(), callback.body());
    }

    private Gateway.Callback back(Actor system, Payment payment, Refund refund, Gateway.Result result) {
        Gateway.Settings settings = channels.settings(system, Provider.SIMULATOR).orElseThrow();
        return simulator.callback(settings, new Simulator.Said(payment.code(), number(payment), simulator.merchant(settings), refund.amount().minor(),
                refund.amount().currency(), result, refund.code()), false);
    }

    private void now(Actor system, Payment payment, Gateway.Result result, long more, boolean forged) {
        Gateway.Callback callback = callback(system, payment, result, more, forged);
        payments.take(system, Provider.SIMULATOR, callback.headers(), callback.body());
    }

    private void later(Actor system, Payment payment) {
        keep(system, payment, callback(system, payment, Gateway.Result.PAID, 0, false));
    }

    private void keep(Actor system, Payment payment, Gateway.Callback callback) {
        Instant due = clock.now().plus(LATE);
        sql.update("""
                insert into gateway_simulated (tenant_id, id, payment, headers, body, due_at) values (?, nextval('gateway_simulated_seq'), ?, ?, ?, ?)""",
                system.tenant(), payment.code(), Json.of(callback.headers()), new String(callback.body(), StandardCharsets.UTF_8), due);
    }

    private Gateway.Callback callback(Actor system, Payment payment, Gateway.Result result, long more, boolean forged) {
        Gateway.Settings settings = channels.settings(system, Provider.SIMULATOR).orElseThrow();
        return simulator.callback(settings, new Simulator.Said(payment.code(), number(payment), simulator.merchant(settings),
                payment.amount().minor() + more, payment.amount().currency(), result, null), forged);
    }

    private static String number(Payment payment) {
        return "SIM" + Tokens.sha256(payment.code()).substring(0, 12);
    }
}
