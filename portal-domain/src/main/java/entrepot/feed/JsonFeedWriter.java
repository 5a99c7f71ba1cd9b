package entrepot.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import entrepot.pricing.PriceStep;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A feed as JSON: {@code {"subShop", "currency", "products": [{…, "variants": [{"sku", "retail", "supply", "stock"}]}]}}.
 * A variant of which each costs less from so many pieces in one order on has {@code supplySteps: [{"from", "supply"}]}.
 * A variant that is sold before it is there has {@code shipsFrom}, the promised day. Amounts are text in major units. Nothing in it changes unless the products do, so equal content has an equal ETag.
 */
final class JsonFeedWriter implements FeedWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private String handle;

    JsonFeedWriter(Writer target, String subShop, String currency) throws IOException {
        json = FACTORY.createGenerator(target);
        json.writeStartObject();
        json.writeStringField("subShop", subShop);
        json.writeStringField("currency", currency);
        json.writeArrayFieldStart("products");
    }

    @Override
    public void line(FeedLine line) throws IOException {
        if (!line.handle().equals(handle)) {
            end();
            handle = line.handle();
            json.writeStartObject();
            json.writeStringField("handle", line.handle());
            json.writeStringField("title", line.title());
            json.writeStringField("descriptionHtml", line.description());
            json.writeStringField("vendor", line.vendor());
            json.writeStringField("category", line.category());
            json.writeStringField("tags", line.tags());
            texts("optionNames", line.optionNames());
            texts("images", line.images());
            json.writeArrayFieldStart("variants");
        }
        json.writeStartObject();
        json.writeStringField("sku", line.sku());
        texts("options", line.options());
        json.writeStringField("retail", line.retail().major().toPlainString());
        json.writeStringField("supply", line.supply().major().toPlainString());
        json.writeStringField("supplyRule", line.rule());
        if (!line.steps().isEmpty()) {
            json.writeArrayFieldStart("supplySteps");
            for (PriceStep step : line.steps()) {
                json.writeStartObject();
                json.writeNumberField("from", step.from());
                json.writeStringField("supply", step.supply().major().toPlainString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeNumberField("stock", line.stock());
        if (line.shipsFrom() != null) {
            json.writeStringField("shipsFrom", line.shipsFrom().toString());
        }
        json.writeNumberField("weightGrams", line.weightGrams());
        json.writeStringField("barcode", line.barcode());
        json.writeStringField("image", line.imageUrl());
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            if (!text.isEmpty()) {
                json.writeString(text);
            }
        }
        json.writeEndArray();
    }

    private void end() throws IOException {
        if (handle != null) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    @Override
    public void close() throws IOException {
        end();
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
