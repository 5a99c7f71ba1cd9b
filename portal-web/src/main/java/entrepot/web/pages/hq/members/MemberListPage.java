package entrepot.web.pages.hq.members;

import entrepot.network.Ability;
import entrepot.network.MemberFilter;
import entrepot.network.Organisation;
import entrepot.network.OrganisationState;
import entrepot.network.Organisations;
import entrepot.onboarding.Applications;
import entrepot.onboarding.OnboardingPermission;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** The members of the network. */
@Named
@RequestScoped
public class MemberListPage {

    private static final int ROWS = 50;

    @Inject
    private Organisations organisations;
    @Inject
    private Applications applications;
    @Inject
    private CurrentActor actor;

    private String view;
    private String words;
    private String after;
    private List<Organisation> rows;
    private String next;
    private long waiting;

    public void load() {
        Ability ability = Arrays.stream(Ability.values()).filter(a -> a.name().equals(view)).findFirst().orElse(null);
        OrganisationState state = Arrays.stream(OrganisationState.values()).filter(s -> s.name().equals(view)).findFirst().orElse(null);
        Paged<Organisation> page = Paged.of(organisations.list(actor.get(), new MemberFilter(state, ability, null, words), after, ROWS + 1), ROWS, Organisation::code);
        rows = page.items();
        next = page.next();
        waiting = actor.may(OnboardingPermission.READ) ? applications.waiting(actor.get()).count() : 0;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = words;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public List<Organisation> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }

    public long getWaiting() {
        return waiting;
    }
}
