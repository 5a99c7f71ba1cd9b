package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.StockDifferences;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds differences by their codes. */
@ApplicationScoped
class StockCodes implements CodeFinder {

    @Inject
    private StockDifferences differences;

    @Override
    public Optional<String> find(Actor actor, String code) {
        boolean known = code.startsWith("PRP-") && actor.may("area:hq") && actor.may(InventoryPermission.VIEW)
                && differences.list(actor).stream().anyMatch(proposal -> proposal.code().equals(code));
        return known ? Optional.of("/hq/stock/difference?code=" + code) : Optional.empty();
    }
}
