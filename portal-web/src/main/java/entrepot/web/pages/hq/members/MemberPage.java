package entrepot.web.pages.hq.members;

import entrepot.network.NetworkPermission;
import entrepot.network.Organisation;
import entrepot.network.OrganisationDetail;
import entrepot.network.OrganisationState;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.TaxProfile;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.Practice;
import entrepot.settlement.Leavers;
import entrepot.settlement.Leaving;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One member: who it is, and what headquarters can do about its membership. */
@Named
@RequestScoped
public class MemberPage {

    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private Practice practice;
    @Inject
    private Leavers leavers;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String reason;
    private TaxProfile taxProfile;
    private OrganisationDetail detail;
    private Leaving leaving;
    private Organisation member;
    private List<TimelineStep> history;
    private final Map<String, Practice.Progress> practised = new HashMap<>();

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (detail != null) {
            return;
        }
        detail = organisations.detail(actor.get(), getCode());
        member = detail.organisation();
        history = steps.of(detail.history(), "network.state");
    }

    public String suspend() {
        Organisation suspended = organisations.suspend(actor.get(), getCode(), reason);
        return Done.to(here(), "network.member.suspended", "name", suspended.name());
    }

    public String end() {
        Organisation ended = organisations.end(actor.get(), getCode(), reason);
        return Done.to(here(), "network.member.ended", "name", ended.name());
    }

    public String proposeReturn() {
        organisations.proposeReturn(actor.get(), getCode(), reason);
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

    /** How far a sub-shop has practised; null for a real one, and for who may not know. */
    public Practice.Progress practised(SubShop shop) {
        return shop.practice() && actor.may(OrderPermission.PRACTISE)
                ? practised.computeIfAbsent(shop.code(), code -> practice.progress(actor.get(), code)) : null;
    }

    public boolean isKeepsShops() {
        return actor.may(NetworkPermission.SHOPS_MANAGE);
    }

    /** Lets a sub-shop go live on the member's behalf. */
    public String goLive(String shop) {
        return Done.to(here(), "practice.went-live", "name", practice.goLive(actor.get(), shop).name());
    }

    public String tax() {
        organisations.tax(actor.get(), getCode(), taxProfile);
        return Done.to(here(), "network.member.taxed");
    }

    /** What is still open of a member that leaves; null of others, and for who only reads. */
    public Leaving getLeaving() {
        load();
        if (leaving == null && member.state().equals(OrganisationState.ENDING.name()) && actor.may(NetworkPermission.MANAGE)) {
            leaving = leavers.state(actor.get(), getCode());
        }
        return leaving;
    }

    public boolean isTaxable() {
        load();
        return actor.may(NetworkPermission.MANAGE) && !member.headquarters();
    }

    /** As what it is taxed; null where nobody knows. */
    public TaxProfile getTaxProfile() {
        load();
        return taxProfile == null ? detail.taxProfile() : taxProfile;
    }

    public void setTaxProfile(TaxProfile taxProfile) {
        this.taxProfile = taxProfile;
    }

    public TaxProfile[] getTaxProfiles() {
        return TaxProfile.values();
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
        load();
        return actor.may(NetworkPermission.MANAGE) && !member.headquarters() && detail.next().contains(next);
    }

    private String waiting() {
        load();
        return detail.waiting() == null ? null : detail.waiting().code();
    }

    private String here() {
        return "/hq/members/detail?code=" + getCode();
    }

    /** From the address, which forms post to as well: so it is known before a form is read. */
    public String getCode() {
        return request.getParameter("code");
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public OrganisationDetail getDetail() {
        load();
        return detail;
    }

    public Organisation getMember() {
        load();
        return member;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
