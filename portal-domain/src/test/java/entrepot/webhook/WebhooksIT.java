package entrepot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.OrderPlaced;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Sql;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksIT {

    private static Trade trade;
    private static Portal portal;
    private static Webhooks webhooks;
    private static Receiver receiver;
    private static Actor agent;

    private NewWebhook hook;

    @BeforeAll
    static void open() {
        portal = Portal.running();
        trade = Trade.inChina(portal);
        trade.products(10_000, 500, "A");
        trade.topUp(10_000_000);
        portal.bean(OutboxWorker.class).drain();
        webhooks = portal.bean(Webhooks.class);
        receiver = new Receiver();
        agent = keeper(trade.agentOrganisation);
    }

    @AfterAll
    static void shut() {
        receiver.close();
    }

    @BeforeEach
    void begin() {
        receiver.answers.set(204);
        receiver.heard();
        hook = webhooks.add(agent, new SetUpWebhook(receiver.url(), "Ours", null, null, null));
    }

    @AfterEach
    void end() {
        webhooks.remove(agent, hook.webhook().code());
    }

    private static Actor keeper(Organisation member) {
        return Portal.member(trade.tenant, member.id(), WebhookPermission.MANAGE);
    }

    private static String placed() {
        String code = portal.bean(Orders.class).place(trade.agent, trade.order("N" + UUID.randomUUID(), "A", 1), UUID.randomUUID().toString()).code();
        portal.bean(OutboxWorker.class).drain();
        return code;
    }

    private static void send() {
        portal.bean(WebhookSender.class).sendDue(Runnable::run);
    }

    /** Lets that much real time pass for what waits. */
    private static void later(String pause) {
        portal.in(trade.tenant.id(), () -> {
            Sql sql = portal.bean(Sql.class);
            sql.update("update webhook_delivery set next_at = next_at - ?::interval where tenant_id = ? and state = 'WAITING'", pause, trade.tenant.id());
            sql.update("update webhook_endpoint set rest_until = rest_until - ?::interval, failing_since = failing_since - ?::interval where tenant_id = ?",
                    pause, pause, trade.tenant.id());
            return sql.update("update webhook_queue set next_at = next_at - ?::interval where tenant_id = ? and next_at < 'infinity'", pause, trade.tenant.id());
        });
    }

    @Test
    void what_happens_to_an_order_is_told_its_member_signed_and_without_prices_and_addresses() {
        String order = placed();
        send();
        List<Receiver.Heard> all = receiver.heard();
        assertThat(all).extracting(Receiver.Heard::body).hasSize(2)
                .anySatisfy(body -> assertThat(body).startsWith("{\"data\":{\"order\":\"" + order).contains("\"type\":\"order.placed\"", trade.shop.code()))
                .anySatisfy(body -> assertThat(body).contains("\"type\":\"consignment.accepted\"", "\"sku\":\"A\""))
                .allSatisfy(body -> assertThat(body).doesNotContain("100.00", "10000", "138000", "测试路", "王五"))
                .allSatisfy(body -> assertThat(body.length()).isLessThan(20_000));
        assertThat(all).allSatisfy(heard -> {
            assertThat(heard.id()).matches("msg_[A-Za-z0-9]{24}");
            assertThat(Signatures.verify(hook.secret(), heard.id(), heard.timestamp(), heard.body(), heard.signature())).isTrue();
        });
        portal.bean(Orders.class).cancel(trade.agent, order, "changed his mind");
        portal.bean(OutboxWorker.class).drain();
        send();
        assertThat(receiver.heard()).extracting(Receiver.Heard::body).anySatisfy(body ->
                assertThat(body).contains("\"type\":\"order.cancelled\"", "changed his mind"));
        assertThat(webhooks.deliveries(agent, hook.webhook().code(), "DELIVERED", null, 10)).hasSizeGreaterThan(2)
                .allSatisfy(delivery -> assertThat(delivery.outcome()).isEqualTo("204"));
    }

    @Test
    void an_order_that_is_held_and_released_says_so() {
        String order = placed();
        OrderHolds holds = portal.bean(OrderHolds.class);
        holds.hold(trade.system, order, "looks odd");
        holds.release(trade.system, order, "it is fine");
        portal.bean(OutboxWorker.class).drain();
        send();
        assertThat(receiver.heard()).extracting(Receiver.Heard::body).anySatisfy(body -> assertThat(body).contains("\"type\":\"order.on_hold\"", order))
                .anySatisfy(body -> assertThat(body).contains("\"type\":\"order.released\"", order));
    }

    @Test
    void a_fact_that_is_heard_twice_is_told_once() {
        String code = placed();
        send();
        receiver.heard();
        portal.in(trade.tenant.id(), () -> {
            var order = portal.bean(Orders.class).get(trade.system, code);
            portal.bean(Telling.TellOrderPlaced.class).on(trade.system, new OrderPlaced(order.id(), code, order.seller(), order.subShop()));
            return null;
        });
        send();
        assertThat(receiver.heard()).isEmpty();
    }

    @Test
    void only_what_was_asked_for_is_told_and_only_what_the_organisation_may_know_can_be_asked_for() {
        webhooks.change(agent, hook.webhook().code(), new SetUpWebhook(receiver.url(), "", List.of("order.cancelled"), null, null));
        placed();
        send();
        assertThat(receiver.heard()).isEmpty();
        assertThat(webhooks.events(agent)).contains("order.placed").doesNotContain("consignment.offered");
        assertThatThrownBy(() -> webhooks.add(agent, new SetUpWebhook(receiver.url(), "", List.of("consignment.offered"), null, null)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(WebhookProblem.WEBHOOK_EVENTS_INVALID));
    }

    @Test
    void an_address_that_leads_nowhere_public_is_refused() {
        for (String url : List.of("ftp://example.com", "https://a:b@example.com", "http://10.0.0.1.example.com:x", "https://example.com:22")) {
            assertThatThrownBy(() -> webhooks.add(agent, new SetUpWebhook(url, "", null, null, null))).as(url)
                    .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(WebhookProblem.WEBHOOK_ADDRESS_REFUSED));
        }
    }

    @Test
    void what_did_not_arrive_is_told_again_by_the_schedule_under_the_same_id_and_then_given_up() {
        receiver.answers.set(302);
        String message = webhooks.test(agent, hook.webhook().code());
        for (int tries = 1; tries <= 10; tries++) {
            send();
            List<Receiver.Heard> heard = receiver.heard();
            assertThat(heard).as("try " + tries).hasSize(1).allSatisfy(h -> assertThat(h.id()).isEqualTo(message));
            send();
            assertThat(receiver.heard()).as("not at once after try " + tries).isEmpty();
            // not so long that it is switched off for three days of failure
            portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update("update webhook_endpoint set failing_since = now() where tenant_id = ?",
                    trade.tenant.id()));
            later("30 hours");
        }
        WebhookDelivery given = webhooks.delivery(agent, hook.webhook().code(), message);
        assertThat(given.state()).isEqualTo("FAILED");
        assertThat(given.attempts()).hasSize(10).allSatisfy(attempt -> assertThat(attempt.outcome()).isEqualTo("302"));
        receiver.answers.set(200);
        webhooks.replay(agent, hook.webhook().code(), message);
        send();
        assertThat(receiver.heard()).hasSize(1);
        assertThat(webhooks.delivery(agent, hook.webhook().code(), message).state()).isEqualTo("DELIVERED");
    }

    @Test
    void one_that_is_gone_is_switched_off_at_once_and_its_keeper_gets_a_letter() {
        receiver.answers.set(410);
        webhooks.test(agent, hook.webhook().code());
        send();
        Webhook off = webhooks.get(agent, hook.webhook().code());
        assertThat(off.state()).isEqualTo("DISABLED");
        assertThat(off.why()).isEqualTo("GONE");
        assertThat(letters("webhook.letter.GONE")).isPositive();
        later("30 hours");
        send();
        assertThat(receiver.heard()).as("told once only").hasSize(1);
        assertThatThrownBy(() -> webhooks.test(agent, hook.webhook().code())).isInstanceOf(Problem.class);
        receiver.answers.set(204);
        webhooks.enable(agent, hook.webhook().code());
        send();
        assertThat(receiver.heard()).as("what waited").hasSize(1);
    }

    @Test
    void three_days_of_failure_switch_it_off() {
        receiver.answers.set(500);
        webhooks.test(agent, hook.webhook().code());
        send();
        assertThat(webhooks.get(agent, hook.webhook().code()).isActive()).isTrue();
        later("73 hours");
        send();
        assertThat(webhooks.get(agent, hook.webhook().code()).why()).isEqualTo("FAILING");
        assertThat(letters("webhook.letter.FAILING")).isPositive();
    }

    @Test
    void one_that_asks_for_time_is_left_alone_with_all_that_waits_for_it() {
        receiver.answers.set(429);
        webhooks.test(agent, hook.webhook().code());
        send();
        receiver.heard();
        receiver.answers.set(204);
        String order = placed();
        send();
        assertThat(receiver.heard()).as("at rest").isEmpty();
        later("61 seconds");
        send();
        assertThat(receiver.heard()).extracting(Receiver.Heard::body).anySatisfy(body -> assertThat(body).contains(order));
    }

    @Test
    void while_a_secret_is_changed_messages_carry_both_signatures() {
        NewWebhook rotated = webhooks.rotate(agent, hook.webhook().code());
        assertThat(rotated.secret()).isNotEqualTo(hook.secret());
        assertThat(rotated.webhook().rotating()).isTrue();
        webhooks.test(agent, hook.webhook().code());
        send();
        Receiver.Heard heard = receiver.heard().get(0);
        assertThat(heard.signature().split(" ")).hasSize(2);
        assertThat(Signatures.verify(hook.secret(), heard.id(), heard.timestamp(), heard.body(), heard.signature())).isTrue();
        assertThat(Signatures.verify(rotated.secret(), heard.id(), heard.timestamp(), heard.body(), heard.signature())).isTrue();
        String kept = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("select secret from webhook_endpoint where tenant_id = ? and code = ?",
                row -> row.text("secret"), trade.tenant.id(), hook.webhook().code()));
        assertThat(kept).as("kept sealed").startsWith("v1.").doesNotContain(rotated.secret());
    }

    @Test
    void what_happened_while_it_was_off_can_be_told_afterwards() {
        webhooks.disable(agent, hook.webhook().code());
        var before = portal.now(trade.tenant);
        String order = placed();
        webhooks.enable(agent, hook.webhook().code());
        send();
        assertThat(receiver.heard()).isEmpty();
        assertThat(webhooks.replaySince(agent, hook.webhook().code(), before)).isEqualTo(2);
        send();
        assertThat(receiver.heard()).extracting(Receiver.Heard::body).anySatisfy(body -> assertThat(body).contains(order));
        assertThatThrownBy(() -> webhooks.replaySince(agent, hook.webhook().code(), before.minus(Duration.ofDays(40)))).isInstanceOf(Problem.class);
    }

    @Test
    void another_member_finds_nothing_and_is_told_nothing_and_headquarters_is_told_all() {
        Actor other = keeper(trade.members.agent());
        Actor headquarters = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), WebhookPermission.MANAGE);
        assertThatThrownBy(() -> webhooks.get(other, hook.webhook().code())).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> webhooks.get(headquarters, hook.webhook().code())).as("a member's is not headquarters' either").isInstanceOf(Problem.class);
        try (Receiver theirs = new Receiver(); Receiver central = new Receiver()) {
            webhooks.add(other, new SetUpWebhook(theirs.url(), "", null, null, null));
            NewWebhook own = webhooks.add(headquarters, new SetUpWebhook(central.url(), "", null, null, null));
            placed();
            send();
            assertThat(theirs.heard()).isEmpty();
            assertThat(central.heard()).hasSize(2);
            webhooks.remove(headquarters, own.webhook().code());
        }
    }

    @Test
    void an_endpoint_that_somebody_else_is_telling_is_left_to_it() {
        webhooks.test(agent, hook.webhook().code());
        portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update(
                "update webhook_queue set lease_until = now() + interval '1 minute' where tenant_id = ?", trade.tenant.id()));
        send();
        assertThat(receiver.heard()).isEmpty();
        portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update(
                "update webhook_queue set lease_until = now() - interval '1 second' where tenant_id = ?", trade.tenant.id()));
        send();
        assertThat(receiver.heard()).as("a lease that ran out is nobody's").hasSize(1);
    }

    private static long letters(String text) {
        return portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("select count(*) as n from message where tenant_id = ? and text_key = ?",
                row -> row.number("n"), trade.tenant.id(), text));
    }
}
