package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.inventory.Pieces;
import entrepot.inventory.Pile;
import entrepot.inventory.Presales;
import entrepot.inventory.Purchase;
import entrepot.inventory.Purchases;
import entrepot.inventory.QualityHolds;
import entrepot.inventory.SetStockRule;
import entrepot.inventory.Stock;
import entrepot.inventory.StockAlarms;
import entrepot.inventory.StockCounts;
import entrepot.inventory.StockDifferences;
import entrepot.inventory.StockLine;
import entrepot.inventory.StockUpload;
import entrepot.inventory.StockUploads;
import entrepot.inventory.Transfers;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.platform.access.Actor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What waits about stock on the first morning: a count, goods on their way, goods set apart, something short, a presale. */
@Dependent
class Shelves {

    private static final int QUOTA = 60;
    private static final int COUNTED = 5;

    @Inject
    private Stock stock;

    @Inject
    private StockDifferences differences;

    @Inject
    private StockCounts counts;

    @Inject
    private StockUploads uploads;

    @Inject
    private Transfers transfers;

    @Inject
    private Purchases purchases;

    @Inject
    private QualityHolds holds;

    @Inject
    private StockAlarms alarms;

    @Inject
    private Presales presales;

    @Inject
    private Warehouses warehouses;

    private Stage stage;
    private boolean chinese;
    private Warehouse central;

    /** Each dealer but one says that its stock is as the books say. */
    void confirm(Stage on, List<String> dealers, boolean all) {
        dealers.stream().limit(all ? dealers.size() : dealers.size() - 1L).forEach(dealer -> stock.confirm(on.as(dealer), null));
    }

    /** Leaves work about stock. @param range all that is sold */
    void leaveWork(Stage on, List<Variant> range, List<String> dealers, String dealer, LocalDate today) {
        stage = on;
        chinese = on.tenant().country().equals("CN");
        central = warehouses.list(manager()).stream().filter(Warehouse::central).findFirst().orElseThrow();
        Warehouse there = warehouses.list(on.as(dealer)).get(0);
        count(dealer, there);
        dealers.forEach(each -> little(each, each.equals(dealer), range.get(1).sku()));
        String first = range.get(1).sku();
        String second = range.get(2).sku();
        String code = transfers.draft(manager(), central.code(), there.code(), false,
                List.of(new Pieces(first, 12), new Pieces(second, 6)), words("补货", "Refill")).code();
        transfers.send(manager(), code);
        apart(first, second);
        shortOf(range.get(3).sku(), there);
        presale(range.get(range.size() - 1).sku(), range.get(4).sku(), today);
    }

    private Actor manager() {
        return stage.as("manager");
    }

    private String words(String inChinese, String inEnglish) {
        return chinese ? inChinese : inEnglish;
    }

    /** A dealer has counted some of headquarters' goods, and two piles differ; central is being counted. */
    private void count(String dealer, Warehouse there) {
        Actor actor = stage.as(dealer);
        String code = counts.start(actor, there.code(), false, "", words("季度抽盘", "Quarterly sample")).code();
        List<StockLine> piles = stock.list(actor, null, null, Stock.LIST_MAX).lines().stream()
                .filter(l -> !l.own() && l.level().onHand() > 2).limit(COUNTED).toList();
        for (int i = 0; i < piles.size(); i++) {
            counts.set(actor, code, piles.get(i).sku(), piles.get(i).level().there() + (i == 1 ? -1 : i == 3 ? 2 : 0));
        }
        counts.finish(actor, code, false, Map.of());
        String own = counts.start(manager(), central.code(), false, "", words("总仓盘点", "Central count")).code();
        piles.stream().limit(2).forEach(pile -> counts.scan(manager(), own, pile.sku(), 1));
    }

    /** A little of everything at each dealer: a file of which one row is wrong, a count that is over, a piece set apart, goods on their way. */
    private void little(String dealer, boolean hasMore, String sku) {
        Actor actor = stage.as(dealer);
        Warehouse there = warehouses.list(actor).get(0);
        List<StockLine> own = stock.list(actor, null, null, Stock.LIST_MAX).lines().stream()
                .filter(l -> l.own() && l.level().available() > 1).limit(2).toList();
        if (own.isEmpty()) {
            return;
        }
        StockLine pile = own.get(0);
        String file = "SKU,Quantity\r\n" + pile.sku() + "," + (pile.level().there() + (hasMore ? 3 : 0)) + "\r\nNO-SUCH-SKU,4\r\n";
        uploads.upload(actor, there.code(), words("库存.csv", "stock.csv"), file.getBytes(StandardCharsets.UTF_8), StockUpload.Mode.EACH_ROW);
        String list = counts.start(actor, there.code(), true, "", words("月度抽盘", "Monthly sample")).code();
        counts.set(actor, list, own.get(own.size() - 1).sku(), own.get(own.size() - 1).level().there());
        counts.finish(actor, list, false, Map.of());
        holds.setApart(actor, new Pile(there.code(), own.get(own.size() - 1).sku(), true), 1, words("包装破损", "Box damaged"));
        purchases.draft(actor, there.code(), words("临安三号厂", "Mill No 3"), null, List.of(new Pieces(pile.sku(), 24)), words("补货", "Refill"));
        if (!hasMore) {
            transfers.send(manager(), transfers.draft(manager(), central.code(), there.code(), false, List.of(new Pieces(sku, 2)),
                    words("样品", "Samples")).code());
        }
    }

    private void apart(String first, String second) {
        holds.setApart(manager(), new Pile(central.code(), first, false), 3, words("缝线开裂，待检", "Seam open, to be looked at"));
        String lost = holds.setApart(manager(), new Pile(central.code(), second, false), 1, words("受潮", "Got wet")).code();
        holds.writeOff(manager(), lost, words("无法修复", "Beyond repair"));
    }

    private void shortOf(String sku, Warehouse there) {
        alarms.set(manager(), new SetStockRule("", "", "", 2, 3, 14, 1));
        StockLine central = stock.level(manager(), new Pile(this.central.code(), sku, false));
        alarms.set(manager(), new SetStockRule(this.central.code(), sku, "", central.level().available() + 30, 0, 28, 12));
        StockLine dealers = stock.level(manager(), new Pile(there.code(), sku, false));
        alarms.set(manager(), new SetStockRule(there.code(), sku, "", dealers.level().available() + 20, 0, 14, 6));
    }

    /** One variant is sold out everywhere, and sold before the next delivery comes; another's has come in part. */
    private void presale(String gone, String coming, LocalDate today) {
        for (StockLine pile : stock.find(manager(), null, gone)) {
            if (pile.sku().equals(gone) && pile.level().onHand() > pile.level().reserved()) {
                differences.propose(manager(), new Pile(pile.warehouse().code(), gone, pile.own()), pile.level().reserved(),
                        words("售罄", "Sold out")).ifPresent(code -> differences.confirm(stage.as("deputy"), code));
            }
        }
        String order = purchases.draft(manager(), central.code(), words("临安三号厂", "Mill No 3"), today.plusDays(10),
                List.of(new Pieces(gone, 200), new Pieces(coming, 48)), "").code();
        purchases.order(manager(), order);
        purchases.receive(manager(), order, "DN-7731", List.of(new Purchase.Arrived(coming, 24, 2)), "", false);
        presales.open(manager(), central.code(), gone, QUOTA, today.plusDays(12));
    }
}
