package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Shipping;
import entrepot.lists.ShippingLists;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Small things that wait: a parcel of which nobody hears, and at the second brand an order on hold, a list and a request for a quote. */
@Dependent
class Errands {

    /** The simulator never hears again of a number that ends so. */
    static final String SILENT = "99";
    private static final long SEED = 20261128L;
    private static final int LISTED = 12;

    @Inject
    private Orders orders;

    @Inject
    private OrderHolds holds;

    @Inject
    private Quotations quotations;

    @Inject
    private ShippingLists lists;

    @Inject
    private Consignments consignments;

    @Inject
    private Offers offers;

    @Inject
    private Shipping shipping;

    /** An order leaves with a number that will be silent. */
    void silent(Stage stage, Trade trade, Trade.Shop shop) {
        String order = place(stage, trade, shop, "SILENT-1");
        for (Consignment part : consignments.byOrder(stage.system(), order)) {
            if (part.state() == ConsignmentState.OFFERED) {
                offers.accept(trade.dealer(part), part.code());
            }
            shipping.pack(trade.dealer(part), part.code());
            shipping.ship(trade.dealer(part), part.code(), List.of(new Consignment.Parcel(Carriers.of(stage.tenant().country()).get(0).code(),
                    "DEMO900000" + part.code().length() + SILENT, 900)));
        }
    }

    /** An order that headquarters keeps back, because its buyer called. */
    void held(Stage stage, Trade trade, Trade.Shop shop) {
        holds.hold(stage.as("manager"), place(stage, trade, shop, "HELD-1"), "The buyer called: not before the weekend");
    }

    /** A file of orders, checked and not yet placed. @return its code */
    String list(Stage stage, Trade trade, Trade.Shop shop) {
        return lists.upload(stage.as(shop.login()), shop.shop().code(), "Monday's orders.csv", trade.shippingList(LISTED, "M", 7)).code();
    }

    /** A request for a quote that waits. @return its code */
    String quotation(Stage stage, Trade trade, Trade.Shop shop) {
        return quotations.ask(stage.as(shop.login()), shop.shop().code(), "A hotel wants them as gifts, with its name on the box",
                List.of(new Quotation.Wish(trade.range().get(0).sku(), "Printed box", 150))).code();
    }

    private String place(Stage stage, Trade trade, Trade.Shop shop, String number) {
        Variant goods = trade.range().get(0);
        return orders.place(stage.as(shop.login()), new PlaceOrder(shop.shop().code(), number, new Buyers(SEED).next(stage.tenant().country()),
                List.of(new PlaceOrder.Line(goods.sku(), 1, goods.retail().major())), "", "", stage.now()), "demo-" + number).code();
    }
}
