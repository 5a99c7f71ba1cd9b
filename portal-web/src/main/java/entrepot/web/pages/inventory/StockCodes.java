package entrepot.web.pages.inventory;

import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Purchases;
import entrepot.inventory.QualityHolds;
import entrepot.inventory.StockCounts;
import entrepot.inventory.StockDifferences;
import entrepot.inventory.StockUploads;
import entrepot.inventory.Transfers;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds documents about stock by their codes. */
@ApplicationScoped
class StockCodes implements CodeFinder {

    @Inject
    private StockDifferences differences;
    @Inject
    private StockCounts counts;
    @Inject
    private Transfers transfers;
    @Inject
    private Purchases purchases;
    @Inject
    private QualityHolds holds;
    @Inject
    private StockUploads uploads;

    @Override
    public Optional<String> find(Actor actor, String code) {
        String area = actor.may("area:hq") ? "/hq" : actor.may("area:dealer") ? "/dealer" : null;
        if (area == null || !actor.may(InventoryPermission.VIEW)) {
            return Optional.empty();
        }
        boolean hq = area.equals("/hq");
        return switch (code.split("-")[0]) {
            case "PRP" -> hq ? there(() -> differences.get(actor, code), "/hq/stock/difference", code) : Optional.empty();
            case "CNT" -> there(() -> counts.get(actor, code), area + "/stock/counting", code);
            case "TRF" -> there(() -> transfers.get(actor, code), area + "/stock/transfer", code);
            case "PUR" -> there(() -> purchases.get(actor, code), area + "/stock/purchase", code);
            case "QH" -> there(() -> holds.get(actor, code), area + "/stock/hold", code);
            case "STU" -> hq ? Optional.empty() : there(() -> uploads.get(actor, code), "/dealer/stock/upload", code);
            default -> Optional.empty();
        };
    }

    private static Optional<String> there(Runnable look, String page, String code) {
        try {
            look.run();
            return Optional.of(page + "?code=" + code);
        } catch (Problem notTheirs) {
            return Optional.empty();
        }
    }
}
