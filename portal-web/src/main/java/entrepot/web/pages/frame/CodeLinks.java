package entrepot.web.pages.frame;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemKind;
import entrepot.platform.access.Actor;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/** Which page shows a code to this reader. */
@Named
@RequestScoped
public class CodeLinks {

    @Inject
    @Any
    private Instance<CodeFinder> capabilities;
    @Inject
    private CurrentActor actor;

    /** The page from the root; empty where nobody knows the code, or the reader may not see it. */
    public Optional<String> find(String code) {
        for (CodeFinder capability : capabilities) {
            Optional<String> page = find(capability, actor.get(), code);
            if (page.isPresent()) {
                return page;
            }
        }
        return Optional.empty();
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
}
