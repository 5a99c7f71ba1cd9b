package entrepot.webhook;

import entrepot.kernel.TenantId;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Vault;
import entrepot.platform.outbound.Outbound;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells endpoints what waits for them. An endpoint is taken with a lease, so that any number of nodes may work and one that dies holds up nothing for long;
 * its messages go one after the other in their order. Calls happen outside of any transaction. {@value #AT_A_TIME} endpoints at a time on a node, of one
 * tenant {@value #OF_ONE_TENANT}, so a tenant whose receivers are slow leaves room for others.
 */
@ApplicationScoped
public class WebhookSender {

    private static final Logger LOG = Logger.getLogger(WebhookSender.class.getName());
    static final int AT_A_TIME = 16;
    static final int OF_ONE_TENANT = 4;
    /** Messages of one endpoint in one go. */
    private static final int BATCH_MAX = 20;
    private static final int TENANTS_MAX = 10_000;
    /** Longer than a go can take: it begins no call after {@link #GO_MAX}, and a call lasts 15 seconds. */
    private static final int LEASE_SECONDS = 90;
    private static final Duration GO_MAX = Duration.ofSeconds(45);
    private static final int FAILING_DAYS_MAX = 3;
    private static final int GONE = 410;

    @Inject
    private Transactions transactions;

    @Inject
    private Sql sql;

    @Inject
    private Messages messages;

    @Inject
    private BusinessClock clock;

    private final AtomicInteger busy = new AtomicInteger();
    private final Map<TenantId, AtomicInteger> busyOf = new ConcurrentHashMap<>();
    private volatile int turn;

    private record Due(TenantId tenant, long endpoint) {
    }

    private record Endpoint(String url, List<String> secrets) {
    }

    private record Letter(long message, String code, String body, int attempts) {
    }

    /**
     * Begins to tell what is due, as far as there is room, and returns.
     *
     * @param executor runs the calls
     */
    public void sendDue(Executor executor) {
        List<TenantId> tenants = transactions.withoutTenant(() -> sql.list("""
                select distinct tenant_id from webhook_queue where next_at <= now() and lease_until <= now() order by tenant_id limit ?""",
                row -> new TenantId(row.number("tenant_id")), TENANTS_MAX));
        // another one first each time, so that the first ones do not take all room for ever
        turn++;
        for (int i = 0; i < tenants.size() && busy.get() < AT_A_TIME; i++) {
            TenantId tenant = tenants.get(Math.floorMod(i + turn, tenants.size()));
            AtomicInteger own = busyOf.computeIfAbsent(tenant, first -> new AtomicInteger());
            int room = Math.min(OF_ONE_TENANT - own.get(), AT_A_TIME - busy.get());
            if (room > 0) {
                lease(tenant, room).forEach(due -> begin(executor, due, own));
            }
        }
    }

    private void begin(Executor executor, Due due, AtomicInteger own) {
        busy.incrementAndGet();
        own.incrementAndGet();
        try {
            executor.execute(() -> {
                try {
                    go(due);
                } catch (RuntimeException failure) {
                    // the lease runs out, and somebody tries again
                    LOG.log(Level.WARNING, failure, () -> "webhooks of tenant " + due.tenant().value() + " were interrupted");
                } finally {
                    own.decrementAndGet();
                    busy.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException full) {
            own.decrementAndGet();
            busy.decrementAndGet();
        }
    }

    private List<Due> lease(TenantId tenant, int room) {
        return transactions.in(tenant, () -> sql.list("""
                update webhook_queue q set lease_until = now() + make_interval(secs => ?)
                  from (select tenant_id, endpoint_id from webhook_queue
                         where tenant_id = ? and next_at <= now() and lease_until <= now()
                         order by next_at limit ? for update skip locked) due
                 where q.tenant_id = due.tenant_id and q.endpoint_id = due.endpoint_id
                returning q.endpoint_id""",
                row -> new Due(tenant, row.number("endpoint_id")), LEASE_SECONDS, tenant, room));
    }

    private void go(Due due) {
        List<Letter> letters = new ArrayList<>();
        Optional<Endpoint> endpoint = in(due, () -> {
            letters.addAll(letters(due));
            return endpoint(due);
        });
        long begun = System.nanoTime();
        boolean well = endpoint.isPresent();
        for (int i = 0; well && i < letters.size() && System.nanoTime() - begun < GO_MAX.toNanos(); i++) {
            Letter letter = letters.get(i);
            Outbound.Answer answer = Outbound.send(call(endpoint.get(), letter));
            well = in(due, () -> noted(due, letter, answer));
        }
        in(due, () -> ended(due));
    }

    private Outbound.Call call(Endpoint endpoint, Letter letter) {
        long now = clock.real().getEpochSecond();
        List<String> signatures = endpoint.secrets().stream().map(secret -> Signatures.sign(secret, letter.code(), now, letter.body())).toList();
        return new Outbound.Call("POST", URI.create(endpoint.url()), Map.of("Content-Type", "application/json", "webhook-id", letter.code(),
                "webhook-timestamp", Long.toString(now), "webhook-signature", String.join(" ", signatures)), letter.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty while it is off or has to rest. */
    private Optional<Endpoint> endpoint(Due due) {
        return sql.first("""
                select url, secret, case when old_until > now() then old_secret end as old_secret from webhook_endpoint
                 where tenant_id = ? and id = ? and state = 'ACTIVE' and (rest_until is null or rest_until <= now())""",
                row -> {
                    List<String> secrets = new ArrayList<>(List.of(Vault.open(due.tenant(), Webhooks.SECRET, row.text("secret"))));
                    if (row.text("old_secret") != null) {
                        secrets.add(Vault.open(due.tenant(), Webhooks.SECRET, row.text("old_secret")));
                    }
                    return new Endpoint(row.text("url"), List.copyOf(secrets));
                }, due.tenant(), due.endpoint());
    }

    private List<Letter> letters(Due due) {
        return sql.list("""
                select m.id, m.code, m.body, d.attempts from webhook_delivery d
                  join webhook_message m on m.tenant_id = d.tenant_id and m.id = d.message_id
                 where d.tenant_id = ? and d.endpoint_id = ? and d.state = 'WAITING' and d.next_at <= now()
                 order by d.next_at, d.message_id limit ?""",
                row -> new Letter(row.number("id"), row.text("code"), row.text("body"), row.integer("attempts")),
                due.tenant(), due.endpoint(), BATCH_MAX);
    }

    /** Writes down what came of a call. @return whether to go on with the next */
    private boolean noted(Due due, Letter letter, Outbound.Answer answer) {
        int tries = letter.attempts() + 1;
        sql.update("""
                insert into webhook_attempt (tenant_id, endpoint_id, message_id, no, outcome, good, millis)
                select ?, ?, ?, coalesce(max(no), 0) + 1, ?, ?, ? from webhook_attempt where tenant_id = ? and endpoint_id = ? and message_id = ?""",
                due.tenant(), due.endpoint(), letter.message(), answer.outcome(), answer.good(), (int) answer.millis(), due.tenant(), due.endpoint(),
                letter.message());
        if (answer.good()) {
            delivery(due, letter, "DELIVERED", tries, answer, null);
            sql.update("""
                    update webhook_endpoint set failures = 0, failing_since = null, rest_until = null
                     where tenant_id = ? and id = ? and (failures > 0 or failing_since is not null or rest_until is not null)""",
                    due.tenant(), due.endpoint());
            return true;
        }
        Optional<Duration> pause = RetrySchedule.after(tries, ThreadLocalRandom.current().nextInt(100));
        delivery(due, letter, pause.isPresent() ? "WAITING" : "FAILED", tries, answer, pause.orElse(null));
        failed(due, answer);
        return false;
    }

    private void delivery(Due due, Letter letter, String state, int tries, Outbound.Answer answer, Duration pause) {
        sql.update("""
                update webhook_delivery set state = ?, attempts = ?, outcome = ?, tried_at = now(), next_at = now() + ? * interval '1 millisecond'
                 where tenant_id = ? and endpoint_id = ? and message_id = ?""",
                state, tries, answer.outcome(), pause == null ? null : Long.valueOf(pause.toMillis()), due.tenant(), due.endpoint(), letter.message());
    }

    private void failed(Due due, Outbound.Answer answer) {
        record Failing(int failures, boolean tooLong, String code, String url, String contact, String language) {
        }
        Failing failing = sql.one("""
                update webhook_endpoint set failures = failures + 1, failing_since = coalesce(failing_since, now()) where tenant_id = ? and id = ?
                returning failures, failing_since < now() - make_interval(days => ?) as too_long, code, url, contact, language""",
                row -> new Failing(row.integer("failures"), row.flag("too_long"), row.text("code"), row.text("url"), row.text("contact"),
                        row.text("language")), due.tenant(), due.endpoint(), FAILING_DAYS_MAX);
        boolean slow = answer.status() == 429 || answer.status() == 502 || answer.status() == 504;
        Duration rest = slow ? RetrySchedule.slowed(answer.headers().get("retry-after")) : RetrySchedule.rest(failing.failures());
        sql.update("update webhook_endpoint set rest_until = now() + ? * interval '1 millisecond' where tenant_id = ? and id = ?",
                rest.toMillis(), due.tenant(), due.endpoint());
        String why = answer.status() == GONE ? "GONE" : failing.tooLong() ? "FAILING" : null;
        if (why != null && sql.update("update webhook_endpoint set state = 'DISABLED', why = ? where tenant_id = ? and id = ? and state = 'ACTIVE'",
                why, due.tenant(), due.endpoint()) == 1 && !failing.contact().isBlank()) {
            messages.send(Actor.system(due.tenant()), new SendMessage(failing.contact(), failing.language(), "webhook.letter." + why,
                    Map.of("url", failing.url(), "days", Integer.toString(FAILING_DAYS_MAX)), "/account/webhook?code=" + failing.code()));
        }
    }

    /** Gives the lease back and says when there is more to do. */
    private boolean ended(Due due) {
        // locked first: a message that was told meanwhile is seen by the second statement or moves the time itself
        sql.first("select endpoint_id from webhook_queue where tenant_id = ? and endpoint_id = ? for update", row -> true, due.tenant(), due.endpoint());
        return sql.update("""
                update webhook_queue q set lease_until = '-infinity', next_at = coalesce((
                       select case when count(*) > 0 then greatest(min(d.next_at), max(w.rest_until)) end
                         from webhook_delivery d
                         join webhook_endpoint w on w.tenant_id = d.tenant_id and w.id = d.endpoint_id and w.state = 'ACTIVE'
                        where d.tenant_id = q.tenant_id and d.endpoint_id = q.endpoint_id and d.state = 'WAITING'), 'infinity')
                 where q.tenant_id = ? and q.endpoint_id = ?""", due.tenant(), due.endpoint()) == 1;
    }

    private <T> T in(Due due, Transactions.Work<T, RuntimeException> work) {
        return transactions.in(due.tenant(), work);
    }
}
