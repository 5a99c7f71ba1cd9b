package entrepot.web.pages.returns;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.aftersales.Returns;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds returns by their codes. */
@ApplicationScoped
class ReturnCodes implements CodeFinder {

    @Inject
    private Returns returns;

    @Override
    public Optional<String> find(Actor actor, String code) {
        if (!code.startsWith("RET-") || !actor.may(AfterSalesPermission.VIEW)) {
            return Optional.empty();
        }
        return Stream.of("agent", "dealer", "hq").filter(area -> actor.may("area:" + area)).findFirst()
                .map(area -> "/" + area + "/returns/detail?code=" + returns.get(actor, code).code());
    }
}
