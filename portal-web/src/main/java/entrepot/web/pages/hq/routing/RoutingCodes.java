package entrepot.web.pages.hq.routing;

import entrepot.platform.access.Actor;
import entrepot.routing.Peaks;
import entrepot.routing.RoutingPermission;
import entrepot.routing.RulesDrafts;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds rules and peak periods by their codes. */
@ApplicationScoped
class RoutingCodes implements CodeFinder {

    @Inject
    private RulesDrafts drafts;
    @Inject
    private Peaks peaks;

    @Override
    public Optional<String> find(Actor actor, String code) {
        if (!actor.may("area:hq") || !actor.may(RoutingPermission.RULES)) {
            return Optional.empty();
        }
        if (code.startsWith("RUL-") && drafts.list(actor).stream().anyMatch(d -> d.code().equals(code))) {
            return Optional.of("/hq/routing/detail?code=" + code);
        }
        return code.startsWith("PEA-") && peaks.knows(actor, code)
                ? Optional.of("/hq/routing/peak?code=" + code) : Optional.empty();
    }
}
