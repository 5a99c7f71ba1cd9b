package entrepot.web.pages.hq.catalogue;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.feed.FeedPermission;
import entrepot.feed.ProductImports;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds products by the SKU of a variant, and imports by their code. */
@ApplicationScoped
class CatalogueCodes implements CodeFinder {

    @Inject
    private Variants variants;
    @Inject
    private ProductImports imports;

    @Override
    public Optional<String> find(Actor actor, String code) {
        if (code.startsWith("IMP-") && actor.may(FeedPermission.IMPORT)) {
            return imports.list(actor).stream().filter(known -> known.code().equals(code)).findFirst()
                    .map(known -> "/hq/catalogue/import?code=" + known.code());
        }
        if (!actor.may(CatalogPermission.VIEW)) {
            return Optional.empty();
        }
        Variant variant = variants.bySkus(actor, List.of(code)).get(code);
        if (variant == null) {
            return Optional.empty();
        }
        String sku = URLEncoder.encode(variant.sku(), StandardCharsets.UTF_8);
        if (actor.may("area:hq")) {
            return Optional.of("/hq/catalogue/list?words=" + sku);
        }
        return actor.may("area:agent") && variant.active() ? Optional.of("/agent/catalogue/list?words=" + sku) : Optional.empty();
    }
}
