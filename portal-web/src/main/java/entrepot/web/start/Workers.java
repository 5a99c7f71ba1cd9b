package entrepot.web.start;

import entrepot.platform.jobs.Jobs;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.shopify.ShopifySender;
import entrepot.webhook.WebhookSender;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What goes on without anybody asking: facts are delivered soon after they were left (within some 20 ms, where many are left
 * within some 100, and once a second in case another node left them), jobs are run when they are due, webhooks and shops are
 * told what waits for them.
 */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class.getName());
    private static final long FACTS_EVERY_MS = 1_000;
    /** To deliver one fact costs as much as to deliver ten. */
    private static final long FACTS_REST_MS = 100;
    private static final long FACTS_LOOK_MS = 20;
    private static final long JOBS_EVERY_MS = 5_000;
    private static final long WEBHOOKS_EVERY_MS = 1_000;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private Outbox outbox;

    @Inject
    private OutboxWorker worker;

    @Inject
    private Jobs jobs;

    @Inject
    private WebhookSender webhooks;

    @Inject
    private ShopifySender shopify;

    private final AtomicBoolean asked = new AtomicBoolean();
    private long deliveredAt = System.nanoTime();

    /** Runs a long piece of work away from any request. */
    void run(Runnable work) {
        executor.submit(work);
    }

    void start() {
        // nothing but a word: handing the server something to run makes it search all its libraries, as long as much of an order takes
        outbox.onFacts(() -> asked.set(true));
        executor.scheduleWithFixedDelay(this::deliver, 0, FACTS_LOOK_MS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> guarded(() -> shopify.sendDue(executor)), 0, JOBS_EVERY_MS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> guarded(() -> webhooks.sendDue(executor)), 0, WEBHOOKS_EVERY_MS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> guarded(jobs::runDue), 0, JOBS_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void deliver() {
        long restedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - deliveredAt);
        // facts that were left before the word is taken are found
        if (restedMs >= FACTS_REST_MS && asked.getAndSet(false) || restedMs >= FACTS_EVERY_MS) {
            guarded(worker::drain);
            deliveredAt = System.nanoTime();
        }
    }

    // an exception would end the schedule; the database may be away for a moment
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "work behind the scenes failed and is tried again", failure);
        }
    }
}
