package entrepot.web.pages.hq.catalogue;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.Variants;
import entrepot.platform.access.Actor;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What waits in the catalogue: variants whose SKU an import made up. */
@ApplicationScoped
class CatalogueCards implements DeskCards {

    @Inject
    private Variants variants;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(CatalogPermission.EDIT)) {
            return List.of();
        }
        return List.of(DeskCard.of("catalog.desk.review", "pi-tag", variants.toReview(actor), null, "/hq/catalogue/list?view=REVIEW"));
    }
}
