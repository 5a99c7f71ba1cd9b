package entrepot.demo;

import entrepot.catalog.ProductDraft;
import entrepot.catalog.Products;
import entrepot.feed.ProductImport;
import entrepot.feed.ProductImports;
import entrepot.kernel.Money;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Table;
import entrepot.pricing.PriceList;
import entrepot.pricing.PriceLists;
import entrepot.pricing.ProposePriceList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** The goods and prices of the demonstration's tenants, brought in as their people would bring them. */
@ApplicationScoped
public class Catalogues {

    /** What a piece of globex's small goods is taken to weigh: its source does not say. */
    private static final int GLOBEX_GRAMS = 100;

    @Inject
    private ProductImports imports;

    @Inject
    private Products products;

    @Inject
    private PriceLists lists;

    /** Acme's editor imports the brand's own Shopify export: 68 products in 172 variants. */
    public ProductImport acme(Actor editor) {
        ProductImport checked = imports.check(editor, "acme-catalogue.csv", resource("acme-catalogue.csv"));
        return imports.apply(editor, checked.code());
    }

    /** Globex's 932 articles, each a product of one variant (see PROVENANCE.md beside the file). */
    public Products.Taken globex(Actor editor) {
        Table table = Table.read(resource("globex-catalogue.csv"));
        List<ProductDraft> drafts = table.lines().stream().map(line -> {
            String sku = table.cell(line, "sku");
            Money retail = Money.parse(new BigDecimal(table.cell(line, "price_gbp")), "GBP");
            return new ProductDraft(sku, table.cell(line, "description"), "", "Globex", table.cell(line, "category"), "",
                    null, List.of(), List.of(new ProductDraft.VariantDraft(sku, List.of(), retail, GLOBEX_GRAMS, "", "",
                    false)), null);
        }).toList();
        return products.take(editor, drafts);
    }

    /** One person proposes a list for a tier, another approves it. @param steps what costs less from so many pieces on */
    public PriceList priceList(Actor maker, Actor checker, String tier, String percentOfRetail, List<ProposePriceList.Single> steps, String reason) {
        PriceList list = lists.propose(maker, new ProposePriceList(tier, null, ProposePriceList.PercentOf.RETAIL,
                new BigDecimal(percentOfRetail), steps, reason));
        return lists.approve(checker, list.code());
    }

    private static byte[] resource(String name) {
        try (InputStream file = Catalogues.class.getResourceAsStream("/entrepot/demo/" + name)) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
