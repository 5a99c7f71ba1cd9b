package entrepot.feed;

import entrepot.kernel.Money;
import entrepot.platform.sql.Row;
import entrepot.pricing.PriceCandidates;
import entrepot.pricing.PriceChoice;
import entrepot.pricing.PriceStep;
import java.time.LocalDate;
import java.util.List;

/**
 * One variant of a feed, as the cursor brings it. Lines of one product follow each other.
 *
 * @param steps     what each costs from so many pieces in one order on; empty where its price has none
 * @param shipsFrom the promised day where it is sold before it is there; else null
 */
record FeedLine(String handle, String title, String description, String vendor, String category, String tags,
                List<String> optionNames, List<String> images, String sku, List<String> options, Money retail,
                Money supply, String rule, List<PriceStep> steps, int weightGrams, String barcode, String imageUrl, int stock, LocalDate shipsFrom) {

    /** What {@link #from} reads. */
    static final String COLUMNS = """
            p.handle, p.title, p.description, p.vendor, p.category, p.tags, p.option1_name, p.option2_name, p.option3_name,
            v.sku, v.option1, v.option2, v.option3, v.retail_minor, v.currency, v.weight_grams, v.barcode, v.image_url,
            coalesce(im.urls, '{}') as urls, coalesce(st.available, 0) as available, ps.ships_from,
            c.tier, c.discount_percent, c.agreement, c.agreement_minor, c.campaign, c.campaign_minor, c.list, c.list_minor, c.step_from, c.step_minor
            """;

    static FeedLine from(Row row) {
        PriceChoice choice = PriceChoice.of(PriceCandidates.from(row));
        return new FeedLine(row.text("handle"), row.text("title"), row.text("description"), row.text("vendor"),
                row.text("category"), row.text("tags"),
                List.of(row.text("option1_name"), row.text("option2_name"), row.text("option3_name")), row.texts("urls"),
                row.text("sku"), List.of(row.text("option1"), row.text("option2"), row.text("option3")),
                row.money("retail"), choice.supply(), choice.rule().name(),
                choice.steps(PriceStep.of(row, "", row.text("currency"))), row.integer("weight_grams"),
                row.text("barcode"), row.text("image_url"), FeedStock.shown(row.number("available")), row.date("ships_from"));
    }
}
