package entrepot.web.pages.join;

import entrepot.onboarding.ApplicationStatus;
import entrepot.onboarding.Applications;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** Where an application stands, by the applicant's secret link. */
@Named
@RequestScoped
public class StatusPage {

    @Inject
    private Applications applications;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String answer;
    private ApplicationStatus status;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (status != null) {
            return;
        }
        status = applications.status(actor.get(), getToken());
    }

    public String sendAnswer() {
        applications.answer(actor.get(), getToken(), answer);
        return Done.to(here(), "join.status.answered");
    }

    public String withdraw() {
        applications.withdraw(actor.get(), getToken(), "");
        return Done.to(here(), "join.status.withdrawn");
    }

    public boolean isOpen() {
        load();
        return switch (status.state()) {
            case WAITING, ASKED -> true;
            case APPROVED, REJECTED, WITHDRAWN -> false;
        };
    }

    private String here() {
        return "/join/status?token=" + getToken();
    }

    /** From the address, which forms post to as well: so it is known before a form is read. */
    public String getToken() {
        return request.getParameter("token");
    }

    public String getAnswer() {
        return answer;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
    }

    public ApplicationStatus getStatus() {
        load();
        return status;
    }
}
