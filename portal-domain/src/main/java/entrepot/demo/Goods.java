package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Pile;
import entrepot.inventory.Stock;
import entrepot.inventory.StockDifferences;
import entrepot.inventory.StockLine;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.network.Tier;
import entrepot.network.Tiers;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.pricing.PriceLists;
import entrepot.pricing.ProposePriceList;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives a tenant its prices and warehouses, and fills the shelves. */
@Dependent
class Goods {

    @Inject
    private Tiers tiers;

    @Inject
    private Catalogues catalogues;

    @Inject
    private PriceLists priceLists;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Stock stock;

    @Inject
    private StockDifferences differences;

    /**
     * A list for each tier, proposed by one person and approved by another; half a percent under the tier's terms.
     *
     * @param bulk costs 3 % less from 10 pieces on, 7 % from 50
     */
    void price(Stage stage, Variant bulk, String reason) {
        for (Tier tier : tiers.all(stage.as("editor"))) {
            BigDecimal percent = tier.discountPercentOfRetail().subtract(new BigDecimal("0.5"));
            catalogues.priceList(stage.as("editor"), stage.as("manager"), tier.code(), percent.toPlainString(),
                    List.of(step(bulk, 10, percent, "0.97"), step(bulk, 50, percent, "0.93")), reason);
        }
    }

    private static ProposePriceList.Single step(Variant bulk, int from, BigDecimal percent, String times) {
        return new ProposePriceList.Single(bulk.sku(), from, bulk.retail().percent(percent.multiply(new BigDecimal(times))).major());
    }

    /** A list that waits for the second person; its code. */
    String propose(Stage stage, String tier, BigDecimal percent, String reason) {
        return priceLists.propose(stage.as("editor"), new ProposePriceList(tier, null, ProposePriceList.PercentOf.RETAIL, percent,
                List.of(), reason)).code();
    }

    Warehouse openWarehouse(Stage stage, OrganisationId owner, String name, String province, String city,
                            String district) {
        return warehouses.open(stage.as("manager"), new OpenWarehouse(name, owner, new Address(name, "",
                stage.tenant().country(), province, city, district, "", ""), null, 0));
    }

    /** A dealer finds a piece of headquarters' less than the books say, which waits for headquarters. */
    void countShort(Stage stage, String dealer, String reason) {
        Actor actor = stage.as(dealer);
        StockLine line = stock.list(actor, null, null, Stock.LIST_MAX).lines().stream()
                .filter(l -> !l.own() && l.level().available() > 0).skip(3).findFirst().orElseThrow();
        differences.propose(actor, new Pile(line.warehouse().code(), line.sku(), false), line.level().onHand() - 1, reason);
    }

    /**
     * Counts goods in, as one delivery.
     *
     * @param every take every n-th variant, beginning with the {@code first}
     */
    void fill(Actor actor, Warehouse warehouse, OrganisationId owner, List<Variant> variants, int first, int every,
              int quantity, String document) {
        Map<VariantId, Integer> pieces = new HashMap<>();
        for (int i = first; i < variants.size(); i += every) {
            pieces.put(variants.get(i).id(), quantity);
        }
        stock.receive(actor, warehouse.id(), owner, pieces, document);
    }
}
