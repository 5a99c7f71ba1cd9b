package entrepot.gateway;

import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Job;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
 * Asks providers for payments of which nothing came, and tells them again of refunds that they did not take. What is due is read in the job's transaction;
 * what goes out goes after its commit on a thread of its own.
 */
@ApplicationScoped
class AskProviders implements Job {

    private static final Logger LOG = Logger.getLogger(AskProviders.class.getName());
    private static final int WAITING_MAX = 200;

    @Inject
    private Payments payments;

    @Inject
    private Paying paying;

    @Inject
    private Transactions transactions;

    private final Executor outside = outside();

    private static Executor outside() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), work -> {
            Thread thread = new Thread(work, "gateway-ask");
            thread.setDaemon(true);
            return thread;
        });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    @Override
    public String name() {
        return "gateway.ask";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean run(Actor system) {
        List<Payment> silent = payments.toAsk(system);
        List<Refund> refunds = payments.refundsToSend(system);
        transactions.afterCommit(() -> {
            silent.forEach(payment -> later(() -> paying.ask(system, payment)));
            refunds.forEach(refund -> later(() -> paying.tellRefund(system, refund)));
        });
        return false;
    }

    private void later(Runnable call) {
        try {
            outside.execute(() -> {
                try {
                    call.run();
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, "a provider was not asked", failure);
                }
            });
        } catch (RejectedExecutionException full) {
            LOG.log(Level.INFO, "too many questions wait; these payments are asked for again later");
        }
    }
}
