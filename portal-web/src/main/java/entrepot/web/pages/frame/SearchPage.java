package entrepot.web.pages.frame;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemKind;
import entrepot.platform.access.Actor;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Optional;

/** The search box: a code leads straight to its page; what nobody knows is said. */
@Named
@RequestScoped
public class SearchPage {

    private static final int CODE_MAX = 80;

    @Inject
    @Any
    private Instance<CodeFinder> capabilities;
    @Inject
    private CurrentActor actor;

    private String code;

    public void load() throws IOException {
        String asked = code == null ? "" : code.strip();
        if (asked.isEmpty() || asked.length() > CODE_MAX) {
            return;
        }
        for (CodeFinder capability : capabilities) {
            Optional<String> page = find(capability, actor.get(), asked);
            if (page.isPresent()) {
                FacesContext.getCurrentInstance().getExternalContext().redirect(FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + page.get());
                return;
            }
        }
    }

    private static Optional<String> find(CodeFinder capability, Actor who, String asked) {
        try {
            return capability.find(who, asked);
        } catch (Problem problem) {
            if (problem.kind() == ProblemKind.NOT_FOUND || problem.kind() == ProblemKind.FORBIDDEN) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
