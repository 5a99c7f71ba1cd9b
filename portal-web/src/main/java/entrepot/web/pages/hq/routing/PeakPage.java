package entrepot.web.pages.hq.routing;

import entrepot.platform.approval.Proposal;
import entrepot.routing.Peak;
import entrepot.routing.Peaks;
import entrepot.routing.RoutingPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;

/** A peak period: decided by another person, ended early by one. */
@Named
@RequestScoped
public class PeakPage {

    @Inject
    private Peaks peaks;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Show show;

    private Peak peak;
    private Proposal proposal;
    private String reason;

    public void load() {
        getPeak();
    }

    static String state(Proposal proposal, Peak peak, Instant now) {
        if (proposal.state() != Proposal.State.APPROVED) {
            return proposal.state().name();
        }
        return peak.holds(now) ? "RUNNING" : now.isBefore(peak.from()) && peak.end().isAfter(peak.from()) ? "PLANNED" : "OVER";
    }

    public String getState() {
        return state(getProposal(), getPeak(), show.getNow());
    }

    public String approve() {
        String code = getCode();
        peaks.approve(actor.get(), code);
        return Done.to("/hq/routing/peak?code=" + code, "routing.peak-approved");
    }

    public String reject() {
        String code = getCode();
        peaks.reject(actor.get(), code, reason);
        return Done.to("/hq/routing/peak?code=" + code, "routing.rejected");
    }

    public String stop() {
        String code = getCode();
        peaks.stop(actor.get(), code, reason);
        return Done.to("/hq/routing/peak?code=" + code, "routing.peak-stopped");
    }

    /** The last day that belongs to it. */
    public LocalDate getLastDay() {
        return getPeak().lastDay(actor.tenant().zone());
    }

    public boolean isOwn() {
        return isWaiting() && getProposal().madeBy(actor.get());
    }

    private boolean isWaiting() {
        return getProposal().state() == Proposal.State.PROPOSED;
    }

    public boolean isDecidable() {
        return isWaiting() && actor.may(RoutingPermission.APPROVE) && !isOwn();
    }

    public boolean isStoppable() {
        return getProposal().state() == Proposal.State.APPROVED && getPeak().end().isAfter(show.getNow())
                && actor.may(RoutingPermission.PROPOSE);
    }

    public Peak getPeak() {
        if (peak == null) {
            peak = peaks.get(actor.get(), getCode());
        }
        return peak;
    }

    public Proposal getProposal() {
        if (proposal == null) {
            proposal = peaks.proposal(actor.get(), getCode());
        }
        return proposal;
    }

    public String getCode() {
        return request.getParameter("code");
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
