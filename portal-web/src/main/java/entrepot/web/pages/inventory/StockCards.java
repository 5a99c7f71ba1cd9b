package entrepot.web.pages.inventory;

import entrepot.inventory.CountState;
import entrepot.inventory.HoldState;
import entrepot.inventory.InventoryPermission;
import entrepot.inventory.Presale;
import entrepot.inventory.Presales;
import entrepot.inventory.QualityHold;
import entrepot.inventory.QualityHolds;
import entrepot.inventory.StockAlarm;
import entrepot.inventory.StockAlarms;
import entrepot.inventory.StockCount;
import entrepot.inventory.StockCounts;
import entrepot.inventory.StockDifferences;
import entrepot.inventory.Transfer;
import entrepot.inventory.Transfers;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What waits about stock: decisions of headquarters, goods on their way, what is short, and stock that nobody has confirmed. */
@ApplicationScoped
class StockCards implements DeskCards {

    private static final int MANY = 200;

    @Inject
    private StockDifferences differences;
    @Inject
    private StockCounts counts;
    @Inject
    private QualityHolds holds;
    @Inject
    private Transfers transfers;
    @Inject
    private StockAlarms alarms;
    @Inject
    private Presales presales;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(InventoryPermission.CHANGE)) {
            return List.of();
        }
        List<DeskCard> cards = new ArrayList<>();
        if (actor.may(InventoryPermission.CONFIRM)) {
            decisions(actor, cards);
        }
        String area = actor.headquarters() ? "/hq" : "/dealer";
        List<Transfer> arriving = transfers.arriving(actor);
        add(cards, "inventory.desk.arriving", "pi-truck", arriving.size(), first(arriving.stream().map(Transfer::sentAt).toList()),
                area + "/stock/transfers");
        List<StockAlarm> needed = alarms.list(actor, null).stream().filter(a -> a.proposed() > 0).toList();
        add(cards, "inventory.desk.alarms", "pi-exclamation-circle", needed.size(), first(needed.stream().map(StockAlarm::since).toList()),
                area + "/stock/alarms");
        List<StockAlarms.Age> old = alarms.ages(actor).stream()
                .filter(a -> a.freshness() == StockAlarms.Freshness.STALE || a.freshness() == StockAlarms.Freshness.OUT).toList();
        if (!old.isEmpty()) {
            cards.add(new DeskCard(actor.headquarters() ? "inventory.desk.stale-dealers" : "inventory.desk.stale", "pi-clock", old.size(),
                    old.get(0).confirmedAt(), true, actor.headquarters() ? "/hq/stock/ages" : "/dealer/stock/list"));
        }
        return cards;
    }

    private void decisions(Actor actor, List<DeskCard> cards) {
        Proposals.Queue waiting = differences.toDecide(actor);
        add(cards, "inventory.desk.differences", "pi-clipboard", waiting.count(), waiting.oldest(), "/hq/stock/differences");
        Proposals.Queue missing = transfers.toDecide(actor);
        add(cards, "inventory.desk.missing", "pi-truck", missing.count(), missing.oldest(), "/hq/stock/transfers");
        List<StockCount> submitted = counts.list(actor, true, null, MANY).stream().filter(c -> c.state() == CountState.SUBMITTED).toList();
        add(cards, "inventory.desk.counts", "pi-clipboard", submitted.size(), first(submitted.stream().map(StockCount::finishedAt).toList()),
                "/hq/stock/counts");
        List<QualityHold> lost = holds.list(actor, true, null, MANY).stream().filter(h -> h.state() == HoldState.WRITE_OFF_PROPOSED).toList();
        add(cards, "inventory.desk.write-offs", "pi-shield", lost.size(), first(lost.stream().map(QualityHold::at).toList()), "/hq/stock/holds");
        List<Presale> late = presales.late(actor);
        add(cards, "inventory.desk.presale-late", "pi-calendar", late.size(), null, "/hq/stock/presales");
    }

    private static void add(List<DeskCard> cards, String title, String icon, long count, Instant oldest, String href) {
        if (count > 0) {
            cards.add(DeskCard.of(title, icon, count, oldest, href));
        }
    }

    private static Instant first(List<Instant> times) {
        return times.stream().filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    }
}
