package entrepot.feed;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopifyCsvTest {

    private static FeedLine line(String handle, String sku, LocalDate shipsFrom) {
        return new FeedLine(handle, handle, "", "Ours", "Things", "camping", List.of("Size", "", ""), List.of(), sku, List.of(sku, "", ""),
                Money.of(1_000, "CNY"), Money.of(600, "CNY"), "", List.of(), 500, "", "", 5, shipsFrom);
    }

    @Test
    void a_product_is_tagged_with_the_last_promised_day_of_its_variants() {
        StringWriter text = new StringWriter();
        try (ShopifyCsvWriter csv = new ShopifyCsvWriter(text)) {
            csv.line(line("tent", "T-1", null));
            csv.line(line("tent", "T-2", LocalDate.of(2026, 12, 24)));
            csv.line(line("stove", "S-1", null));
        }
        assertThat(text.toString().lines().skip(1).map(row -> row.replaceAll(",,,.*", ""))).containsExactly(
                "tent,tent,,Ours,Things,\"camping, presale:2026-12-24\",TRUE,Size,T-1",
                "tent", "stove,stove,,Ours,Things,camping,TRUE,Size,S-1");
    }
}
