package entrepot.web.pages.frame;

import entrepot.network.MemberFilter;
import entrepot.network.Organisations;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The members that somebody may mean by what was typed so far: for {@code po:member}. */
@Named
@RequestScoped
public class MemberChoice {

    private static final int SUGGESTIONS = 12;

    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    public List<String> suggest(String text) {
        return organisations.list(actor.get(), new MemberFilter(null, null, null, text), null, SUGGESTIONS).stream()
                .map(member -> member.code() + MemberCode.NAME_AFTER + member.name()).toList();
    }
}
