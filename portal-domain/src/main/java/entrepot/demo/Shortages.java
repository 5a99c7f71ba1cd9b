package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.DealerMark;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.DeclineReason;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.Promises;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.kernel.VariantId;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.ordering.StockOuts;
import entrepot.platform.access.Actor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Goods that are not there: taken in part, run out after accepting and contested, out of stock for everybody. */
@Dependent
class Shortages {

    /** More warehouses than anybody has. */
    private static final int ASKED_MAX = 20;
    /** So many percent dearer or cheaper is about the same. */
    private static final int NEARLY = 10;

    @Inject
    private Variants variants;

    @Inject
    private Consignments consignments;

    @Inject
    private Offers offers;

    @Inject
    private Promises promises;

    @Inject
    private Orders orders;

    @Inject
    private StockOuts stockOuts;

    @Inject
    private Stock stock;

    /** A dealer takes all but one piece of an offer. @return the consignment that it kept */
    Optional<Consignment> takenInPart(Stage stage, Trade trade) {
        for (Consignment offer : list(stage, ConsignmentState.OFFERED)) {
            if (offer.pieces() > 1) {
                Consignment.Line last = offer.lines().get(offer.lines().size() - 1);
                List<Pieces> taken = offer.lines().stream()
                        .map(l -> new Pieces(l.no(), l.no() == last.no() ? l.quantity() - 1 : l.quantity())).toList();
                offers.acceptPart(trade.dealer(offer), offer.code(), taken, new Decline(DeclineReason.OUT_OF_STOCK,
                        chinese(stage) ? "有一件破损" : "One is damaged"));
                return Optional.of(offer);
            }
        }
        return Optional.empty();
    }

    /** A dealer ran out of what it had accepted, and says that this was not its fault. @return the mark */
    Optional<DealerMark> contested(Stage stage, Trade trade) {
        for (Consignment accepted : list(stage, ConsignmentState.ACCEPTED)) {
            if (accepted.dealer() != null) {
                Actor dealer = trade.dealer(accepted);
                offers.ranOut(dealer, accepted.code(), List.of(new Pieces(1, 1)), chinese(stage) ? "仓库漏水，货品受潮"
                        : "Water came through the roof");
                DealerMark mark = promises.marks(dealer, null, List.of(DealerMark.Kind.RAN_OUT), null, 1).get(0);
                promises.contest(dealer, mark.code(), chinese(stage) ? "暴雨红色预警当天，属不可抗力，附照片"
                        : "It was the storm of the year, nobody could help it");
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }

    /** A seller waits for an answer about goods that nobody has after all. @return the consignment */
    Optional<String> outOfStock(Stage stage, Trade trade, String seller, String shop, PlaceOrder like) {
        Variant rare = rare(stage, trade.range());
        String order = orders.place(stage.as(seller), new PlaceOrder(shop, "D-OUT", like.shipTo(),
                List.of(new PlaceOrder.Line(rare.sku(), 1, rare.retail().major())), "", "", stage.now()),
                "demo-out-of-stock").code();
        String code = consignments.byOrder(stage.system(), order).get(0).code();
        for (int asked = 0; asked < ASKED_MAX; asked++) {
            Consignment now = consignments.get(stage.system(), code);
            switch (now.state()) {
                case OFFERED -> offers.decline(trade.dealer(now), code, new Decline(DeclineReason.OUT_OF_STOCK, ""));
                case ACCEPTED -> offers.ranOut(trade.dealer(now), code, List.of(new Pieces(1, 1)),
                        chinese(stage) ? "盘点后发现没有了" : "Counted, and there was none");
                case UNPLACED -> {
                    stockOuts.ask(stage.system(), order, code);
                    return Optional.of(code);
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** What the fewest have, of that for which something like it can be had instead. */
    private Variant rare(Stage stage, List<Variant> range) {
        Map<VariantId, Long> holders = stock.availability(stage.system(), range.stream().map(Variant::id).toList()).stream()
                .filter(level -> level.available() > 0).collect(Collectors.groupingBy(StockLevel::variant, Collectors.counting()));
        List<Variant> rarest = range.stream().filter(variant -> holders.containsKey(variant.id()))
                .sorted(Comparator.comparing(variant -> holders.get(variant.id()))).toList();
        return rarest.stream().filter(variant -> !variants.alike(stage.system(), variant.id(), NEARLY, 1).isEmpty()).findFirst()
                .orElse(rarest.get(0));
    }

    private List<Consignment> list(Stage stage, ConsignmentState state) {
        return consignments.list(stage.as("manager"), ConsignmentFilter.due(null, state), null, 200);
    }

    private static boolean chinese(Stage stage) {
        return stage.tenant().country().equals("CN");
    }
}
