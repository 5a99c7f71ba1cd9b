package entrepot.web.pages.hq.routing;

import entrepot.routing.Peak;
import entrepot.routing.Peaks;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;

/** Proposes a peak period. */
@Named
@RequestScoped
public class NewPeakPage {

    private static final int LIMIT_PERCENT = 200;

    @Inject
    private Peaks peaks;
    @Inject
    private CurrentActor actor;

    private String name;
    private LocalDate from;
    private LocalDate until;
    private boolean acceptAtOnce = true;
    private int limitPercent = LIMIT_PERCENT;
    private boolean frozen = true;
    private boolean fairQueue = true;
    private String reason;

    /** Both days belong to the period, in the tenant's zone. */
    public String propose() {
        Instant begins = from == null ? null : from.atStartOfDay(actor.tenant().zone()).toInstant();
        Instant ends = until == null ? null : until.plusDays(1).atStartOfDay(actor.tenant().zone()).toInstant();
        String code = peaks.propose(actor.get(), new Peak("", name, begins, ends, acceptAtOnce, limitPercent, frozen, fairQueue, null),
                reason);
        return Done.to("/hq/routing/peak?code=" + code, "routing.peak-proposed");
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getUntil() {
        return until;
    }

    public void setUntil(LocalDate until) {
        this.until = until;
    }

    public boolean isAcceptAtOnce() {
        return acceptAtOnce;
    }

    public void setAcceptAtOnce(boolean acceptAtOnce) {
        this.acceptAtOnce = acceptAtOnce;
    }

    public int getLimitPercent() {
        return limitPercent;
    }

    public void setLimitPercent(int limitPercent) {
        this.limitPercent = limitPercent;
    }

    public boolean isFrozen() {
        return frozen;
    }

    public void setFrozen(boolean frozen) {
        this.frozen = frozen;
    }

    public boolean isFairQueue() {
        return fairQueue;
    }

    public void setFairQueue(boolean fairQueue) {
        this.fairQueue = fairQueue;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
