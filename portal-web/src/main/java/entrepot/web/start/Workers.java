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
 * What goes on without anybody asking: facts are delivered as soon as they are left (and once a second in
 * case another node left them), jobs are run when they are due, webhooks and
 * shops are told what waits for them.
 */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class.getName());
    private static final long FACTS_EVERY_MS = 1_000;
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

    /** Runs a long piece of work away from any request. */
    void run(Runnable work) {
        executor.submit(work);
    }

    void start() {
        outbox.onFacts(() -> {
            // one delivery that has not begun yet will find all facts that were left before it
            if (asked.compareAndSet(false, true)) {
                executor.submit(this::deliver);
            }
        });
        executor.scheduleWithFixedDelay(this::deliver, 0, FACTS_EVERY_MS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> guarded(() -> shopify.sendDue(executor)), 0, JOBS_EVERY_MS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> guarded(() -> webhooks.sendDue(executor)), 0, WEBHOOKS_EVERY_MS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> guarded(jobs::runDue), 0, JOBS_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void deliver() {
        asked.set(false);
        guarded(worker::drain);
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
