package entrepot.web.pages.hq.members;

import entrepot.network.Ability;
import entrepot.network.Tier;
import entrepot.network.Tiers;
import entrepot.onboarding.Application;
import entrepot.onboarding.ApplicationDetail;
import entrepot.onboarding.ApplicationState;
import entrepot.onboarding.Applications;
import entrepot.onboarding.ApproveApplication;
import entrepot.onboarding.OnboardingPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** One application: what the company wrote, and headquarters' decision. */
@Named
@RequestScoped
public class ApplicationPage {

    @Inject
    private Applications applications;
    @Inject
    private Tiers tiers;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private Ability[] abilities;
    private String tier;
    private String[] territories;
    private String upline;
    private String productLines;
    private LocalDate contractFrom;
    private LocalDate contractTo;
    private String reason;
    private String question;
    private Application application;
    private ApplicationDetail detail;
    private List<TimelineStep> history;
    private List<Tier> allTiers;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (detail != null) {
            return;
        }
        detail = applications.get(actor.get(), getCode());
        application = detail.application();
        history = steps.of(detail.history(), "onboarding.state");
        allTiers = tiers.all(actor.get());
        abilities = application.abilities().toArray(Ability[]::new);
        territories = application.territory().isEmpty() ? new String[0] : new String[] {application.territory()};
        upline = detail.upline() == null ? "" : application.uplineCode();
    }

    public String approve() {
        Application approved = applications.approve(actor.get(), new ApproveApplication(getCode(), Set.of(abilities), tier, List.of(territories), upline, productLines, contractFrom,
                contractTo));
        return Done.to("/hq/members/detail?code=" + approved.memberCode(), "onboarding.approve.done", "company", approved.company());
    }

    public String reject() {
        Application rejected = applications.reject(actor.get(), getCode(), reason);
        return Done.to("/hq/members/applications", "onboarding.reject.done", "company", rejected.company());
    }

    public String ask() {
        applications.ask(actor.get(), getCode(), question);
        return Done.to("/hq/members/application?code=" + getCode(), "onboarding.ask.done");
    }

    public boolean isApprovable() {
        return may(ApplicationState.APPROVED);
    }

    public boolean isRejectable() {
        return may(ApplicationState.REJECTED);
    }

    public boolean isAskable() {
        return may(ApplicationState.ASKED);
    }

    private boolean may(ApplicationState next) {
        load();
        return actor.may(OnboardingPermission.DECIDE) && detail.next().contains(next);
    }

    /** From the address, which forms post to as well: so it is known before a form is read. */
    public String getCode() {
        return request.getParameter("code");
    }

    public Ability[] getAbilities() {
        load();
        return abilities;
    }

    public void setAbilities(Ability[] abilities) {
        this.abilities = abilities;
    }

    public String getTier() {
        return tier;
    }

    public void setTier(String tier) {
        this.tier = tier;
    }

    public String[] getTerritories() {
        load();
        return territories;
    }

    public void setTerritories(String[] territories) {
        this.territories = territories;
    }

    public String getUpline() {
        load();
        return upline;
    }

    public void setUpline(String upline) {
        this.upline = upline;
    }

    public String getProductLines() {
        return productLines;
    }

    public void setProductLines(String productLines) {
        this.productLines = productLines;
    }

    public LocalDate getContractFrom() {
        return contractFrom;
    }

    public void setContractFrom(LocalDate contractFrom) {
        this.contractFrom = contractFrom;
    }

    public LocalDate getContractTo() {
        return contractTo;
    }

    public void setContractTo(LocalDate contractTo) {
        this.contractTo = contractTo;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getQuestion() {
        return question;
    }

    public void setQuestion(String question) {
        this.question = question;
    }

    public Application getApplication() {
        load();
        return application;
    }

    public ApplicationDetail getDetail() {
        load();
        return detail;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }

    public List<Tier> getAllTiers() {
        load();
        return allTiers;
    }
}
