package entrepot.web.pages.hq.prices;

import entrepot.platform.access.Actor;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingPermission;
import entrepot.pricing.RetailPrices;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds price lists and changes of retail prices by their codes. */
@ApplicationScoped
class PriceCodes implements CodeFinder {

    @Inject
    private PriceLists lists;
    @Inject
    private RetailPrices retailPrices;

    @Override
    public Optional<String> find(Actor actor, String code) {
        if (!actor.may("area:hq") || !actor.may(PricingPermission.VIEW)) {
            return Optional.empty();
        }
        boolean known = code.startsWith("PRL-") && lists.list(actor).stream().anyMatch(list -> list.code().equals(code))
                || code.startsWith("PRP-") && retailPrices.knows(actor, code);
        return known ? Optional.of("/hq/prices/detail?code=" + code) : Optional.empty();
    }
}
