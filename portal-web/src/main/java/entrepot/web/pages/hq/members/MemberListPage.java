package entrepot.web.pages.hq.members;

import entrepot.network.Ability;
import entrepot.network.MemberFilter;
import entrepot.network.Organisation;
import entrepot.network.OrganisationState;
import entrepot.network.Organisations;
import entrepot.onboarding.Applications;
import entrepot.onboarding.OnboardingPermission;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;

/** The members of the network. */
@Named
@RequestScoped
public class MemberListPage extends Listing<Organisation> {

    @Inject
    private Organisations organisations;
    @Inject
    private Applications applications;
    @Inject
    private CurrentActor actor;

    private String words;
    private long waiting;

    public void load() {
        Ability ability = Arrays.stream(Ability.values()).filter(a -> a.name().equals(getView())).findFirst().orElse(null);
        OrganisationState state = Arrays.stream(OrganisationState.values()).filter(s -> s.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(organisations.list(actor.get(), new MemberFilter(state, ability, null, words), getAfter(), ROWS + 1), ROWS, Organisation::code));
        waiting = actor.may(OnboardingPermission.READ) ? applications.waiting(actor.get()).count() : 0;
    }

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = words;
    }

    public long getWaiting() {
        return waiting;
    }
}
