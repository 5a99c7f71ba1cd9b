package entrepot.web.pages.join;

import entrepot.onboarding.ApplicationStatus;
import entrepot.onboarding.Applications;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Where an application stands, by the applicant's secret link. */
@Named
@RequestScoped
public class StatusPage {

    @Inject
    private Applications applications;
    @Inject
    private CurrentActor actor;

    private String token;
    private String answer;
    private ApplicationStatus status;

    public void load() {
        status = applications.status(actor.get(), token);
    }

    public String sendAnswer() {
        applications.answer(actor.get(), token, answer);
        return Done.to(here(), "join.status.answered");
    }

    public String withdraw() {
        applications.withdraw(actor.get(), token, "");
        return Done.to(here(), "join.status.withdrawn");
    }

    public boolean isOpen() {
        return switch (status.state()) {
            case WAITING, ASKED -> true;
            case APPROVED, REJECTED, WITHDRAWN -> false;
        };
    }

    private String here() {
        return "/join/status?token=" + token;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public String getAnswer() {
        return answer;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
    }

    public ApplicationStatus getStatus() {
        return status;
    }
}
