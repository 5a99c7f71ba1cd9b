package entrepot.catalog;

import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/** Variants by what others know of them. Each method is one statement: ordering stands on it. */
@UseCases
@ApplicationScoped
public class Variants {

    /**
     * The variants behind SKUs: the exact SKU wins, else the only one that differs in case alone. Unknown and
     * ambiguous SKUs are not in the answer.
     *
     * @param skus as asked; the answer's keys are these
     */
    @Requires(CatalogPermission.VIEW)
    public Map<String, Variant> bySkus(Actor actor, Collection<String> skus) {
        throw new UnsupportedOperationException();
    }

    @Requires(CatalogPermission.VIEW)
    public Map<VariantId, Variant> byIds(Actor actor, Collection<VariantId> ids) {
        throw new UnsupportedOperationException();
    }
}
