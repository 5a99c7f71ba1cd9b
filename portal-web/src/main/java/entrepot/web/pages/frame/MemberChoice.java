package entrepot.web.pages.frame;

import entrepot.kernel.Problem;
import entrepot.network.MemberFilter;
import entrepot.network.Organisation;
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
    private static final int LOOKED_AT = 200;

    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /** What was typed where it is a code; else the code of the one member of exactly that name, where no other could be meant. */
    String code(String typed) {
        if (!said(typed).equals(typed)) {
            return typed;
        }
        List<Organisation> found = organisations.list(actor.get(), new MemberFilter(null, null, null, typed), null, LOOKED_AT);
        List<Organisation> named = found.stream().filter(member -> member.name().equalsIgnoreCase(typed)).toList();
        return found.size() < LOOKED_AT && named.size() == 1 ? named.get(0).code() : typed;
    }

    /** Code and name, where it is a code. */
    String said(String code) {
        try {
            return code + MemberCode.NAME_AFTER + organisations.byCode(actor.get(), code).name();
        } catch (Problem none) {
            return code;
        }
    }

    public List<String> suggest(String text) {
        return organisations.list(actor.get(), new MemberFilter(null, null, null, text), null, SUGGESTIONS).stream()
                .map(member -> member.code() + MemberCode.NAME_AFTER + member.name()).toList();
    }
}
