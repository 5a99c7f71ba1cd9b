package entrepot.web.pages.hq.members;

import entrepot.network.NetworkPermission;
import entrepot.network.Organisation;
import entrepot.network.OrganisationDetail;
import entrepot.network.OrganisationState;
import entrepot.network.Organisations;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** One member: who it is, and what headquarters can do about its membership. */
@Named
@RequestScoped
public class MemberPage {

    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private Steps steps;

    private String code;
    private String reason;
    private OrganisationDetail detail;
    private Organisation member;
    private List<TimelineStep> history;

    public void load() {
        detail = organisations.detail(actor.get(), code);
        member = detail.organisation();
        history = steps.of(detail.history(), "network.state");
    }

    public String suspend() {
        Organisation suspended = organisations.suspend(actor.get(), code, reason);
        return Done.to(here(), "network.member.suspended", "name", suspended.name());
    }

    public String end() {
        Organisation ended = organisations.end(actor.get(), code, reason);
        return Done.to(here(), "network.member.ended", "name", ended.name());
    }

    public String proposeReturn() {
        organisations.proposeReturn(actor.get(), code, reason);
        return Done.to(here(), "network.member.return-proposed");
    }

    public String approveReturn() {
        Organisation back = organisations.approveReturn(actor.get(), waiting());
        return Done.to(here(), "network.member.returned", "name", back.name());
    }

    public String rejectReturn() {
        organisations.rejectReturn(actor.get(), waiting(), reason);
        return Done.to(here(), "network.member.return-rejected");
    }

    public boolean isSuspendable() {
        return may(OrganisationState.SUSPENDED);
    }

    public boolean isEndable() {
        return may(OrganisationState.ENDING);
    }

    public boolean isReturnable() {
        return may(OrganisationState.ACTIVE) && detail.waiting() == null;
    }

    public boolean isReturnWaiting() {
        return may(OrganisationState.ACTIVE) && detail.waiting() != null;
    }

    private boolean may(OrganisationState next) {
        return actor.may(NetworkPermission.MANAGE) && !member.headquarters() && detail.next().contains(next);
    }

    private String waiting() {
        return organisations.detail(actor.get(), code).waiting();
    }

    private String here() {
        return "/hq/members/detail?code=" + code;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public OrganisationDetail getDetail() {
        return detail;
    }

    public Organisation getMember() {
        return member;
    }

    public List<TimelineStep> getHistory() {
        return history;
    }
}
