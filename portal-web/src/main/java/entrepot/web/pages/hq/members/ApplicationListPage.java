package entrepot.web.pages.hq.members;

import entrepot.onboarding.Application;
import entrepot.onboarding.ApplicationState;
import entrepot.onboarding.Applications;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;

/** Applications, those that wait for headquarters first. */
@Named
@RequestScoped
public class ApplicationListPage extends Listing<Application> {

    @Inject
    private Applications applications;
    @Inject
    private CurrentActor actor;

    private long waiting;

    public void load() {
        if (getView() == null) {
            setView(ApplicationState.WAITING.name());
        }
        ApplicationState state = Arrays.stream(ApplicationState.values()).filter(s -> s.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(applications.list(actor.get(), state, getAfter(), ROWS + 1), ROWS, Application::code));
        waiting = applications.waiting(actor.get()).count();
    }

    public long getWaiting() {
        return waiting;
    }
}
