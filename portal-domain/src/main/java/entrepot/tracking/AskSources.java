package entrepot.tracking;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import entrepot.platform.outbound.Outbound;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Announces new parcels to the tenant's sources and asks for silent ones. What is due is read in the job's transaction, what goes
 * out goes after its commit on a thread of its own, and what comes back is heard in another transaction.
 */
@ApplicationScoped
class AskSources implements Job {

    private static final Logger LOG = Logger.getLogger(AskSources.class.getName());
    private static final int WAITING_MAX = 1_000;
    /** Under which domain sources reach this installation; on this machine alone they are only asked. */
    private static final String BASE_DOMAIN = "ENTREPOT_BASE_DOMAIN";

    @Inject
    private TrackingSources sources;

    @Inject
    private Transactions transactions;

    private final Executor outside = outside();

    private static Executor outside() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), work -> {
            Thread thread = new Thread(work, "tracking-ask");
            thread.setDaemon(true);
            return thread;
        });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    @Override
    public String name() {
        return "ask-tracking-sources";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public boolean run(Actor system) {
        List<Ask> asks = sources.due(system, address());
        if (!asks.isEmpty()) {
            transactions.afterCommit(() -> asks.forEach(ask -> send(system, ask)));
        }
        return false;
    }

    private static String address() {
        String domain = System.getProperty(BASE_DOMAIN, System.getenv(BASE_DOMAIN));
        return domain == null || domain.isBlank() || domain.startsWith("localhost") ? null : "https://" + domain;
    }

    private void send(Actor system, Ask ask) {
        try {
            outside.execute(() -> {
                Outbound.Answer answer = Outbound.send(new Outbound.Call("POST", ask.to(), ask.headers(),
                        ask.body().getBytes(StandardCharsets.UTF_8)));
                if (answer.good()) {
                    sources.answered(system, ask, new String(answer.body(), StandardCharsets.UTF_8));
                } else {
                    LOG.log(Level.INFO, () -> ask.source() + " answered " + answer.outcome());
                }
            });
        } catch (RejectedExecutionException full) {
            LOG.log(Level.INFO, "too many questions wait; these parcels are asked for again later");
        }
    }
}
