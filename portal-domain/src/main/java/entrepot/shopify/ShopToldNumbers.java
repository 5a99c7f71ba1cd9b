package entrepot.shopify;

import entrepot.platform.outbox.Fact;
import java.time.Instant;
import java.util.List;

/** A shop at Shopify knows these numbers of an order's parcels, from us or from somebody who typed them there. */
public record ShopToldNumbers(String orderCode, List<String> numbers, Instant at) implements Fact {

    public ShopToldNumbers {
        numbers = List.copyOf(numbers);
    }
}
