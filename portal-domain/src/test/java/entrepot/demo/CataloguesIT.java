package entrepot.demo;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.catalog.Products;
import entrepot.catalog.Variants;
import entrepot.feed.ProductImport;
import entrepot.feed.RowOutcome;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Table;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import entrepot.testing.Shared;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CataloguesIT {

    private final Portal portal = Portal.running();
    private final Catalogues catalogues = portal.bean(Catalogues.class);

    @Test
    void acmes_own_export_is_taken_whole() {
        Tenant tenant = portal.newTenant();

        ProductImport applied = catalogues.acme(Actor.system(tenant.id()));

        assertThat(applied.leftOut()).isZero();
        assertThat(applied.count(RowOutcome.CREATE)).isGreaterThanOrEqualTo(150);
        assertThat(portal.bean(Variants.class).toReview(Actor.system(tenant.id()))).isZero();
    }

    @Test
    void globex_sells_everything_that_the_real_order_file_asks_for_but_what_is_no_goods() {
        Tenant tenant = portal.newTenant("GBP", "GB", "Europe/London");
        Actor system = Actor.system(tenant.id());
        Table orders = Table.read(Shared.bytes("orders/DERIVED_shopify_orders_export_uci_2010-12-02.csv"));
        Set<String> asked = orders.lines().stream().map(line -> orders.cell(line, "Lineitem sku"))
                .collect(Collectors.toSet());

        Products.Taken taken = catalogues.globex(system);

        assertThat(taken.variantsNew()).isEqualTo(932);
        asked.removeAll(portal.bean(Variants.class).bySkus(system, asked).keySet());
        assertThat(asked).containsExactlyInAnyOrder("POST", "BANK CHARGES");
    }
}
