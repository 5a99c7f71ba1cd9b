package entrepot.lists;

import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import entrepot.shopify.ShopToldNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What a shop at Shopify was told is handed back, and needs no file. */
@ApplicationScoped
class OnShopToldNumbers implements FactConsumer<ShopToldNumbers> {

    @Inject
    private NumbersBack numbers;

    @Override
    public Class<ShopToldNumbers> consumes() {
        return ShopToldNumbers.class;
    }

    @Override
    public void on(Actor system, ShopToldNumbers fact) {
        numbers.known(system, fact.orderCode(), fact.numbers(), "Shopify", fact.at());
    }
}
