package entrepot.web.pages.hq.members;

import entrepot.onboarding.Application;
import entrepot.onboarding.ApplicationState;
import entrepot.onboarding.Applications;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** Applications, those that wait for headquarters first. */
@Named
@RequestScoped
public class ApplicationListPage {

    private static final int ROWS = 50;

    @Inject
    private Applications applications;
    @Inject
    private CurrentActor actor;

    private String view;
    private String after;
    private List<Application> rows;
    private String next;
    private long waiting;

    public void load() {
        if (view == null) {
            view = ApplicationState.WAITING.name();
        }
        ApplicationState state = Arrays.stream(ApplicationState.values()).filter(s -> s.name().equals(view)).findFirst().orElse(null);
        Paged<Application> page = Paged.of(applications.list(actor.get(), state, after, ROWS + 1), ROWS, Application::code);
        rows = page.items();
        next = page.next();
        waiting = applications.waiting(actor.get()).count();
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public List<Application> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public long getWaiting() {
        return waiting;
    }
}
