package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.DealerMark;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.Promises;
import entrepot.fulfilment.Waiting;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.tracking.Silences;
import entrepot.tracking.TrackingPermission;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import entrepot.web.pages.frame.TenantTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What waits for a dealer, and for headquarters' own warehouse. */
@ApplicationScoped
class FulfilmentCards implements DeskCards {

    @Inject
    private Consignments consignments;
    @Inject
    private CarrierSettings settings;
    @Inject
    private Silences silences;
    @Inject
    private Promises promises;
    @Inject
    private TenantTime time;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(FulfilmentPermission.FULFIL)) {
            return List.of();
        }
        List<Waiting> all = consignments.waiting(actor);
        if (actor.may("area:dealer")) {
            List<DeskCard> cards = new ArrayList<>(List.of(
                    card(all, "fulfilment.desk.offers", "pi-bell", w -> w.state() == ConsignmentState.OFFERED, "/dealer/offers/list"),
                    card(all, "fulfilment.desk.pack", "pi-box", w -> w.state() == ConsignmentState.ACCEPTED, "/dealer/shipments/list?view=pick"),
                    card(all, "fulfilment.desk.ship", "pi-truck", w -> w.state() == ConsignmentState.PACKED, "/dealer/shipments/list?view=hand-over")));
            stale(cards, all, "/dealer/shipments/list");
            return cards;
        }
        List<DeskCard> cards = new ArrayList<>(List.of(
                card(all, "fulfilment.desk.central", "pi-box", w -> w.central()
                        && (w.state() == ConsignmentState.ACCEPTED || w.state() == ConsignmentState.PACKED), "/hq/shipments/list"),
                card(all, "fulfilment.desk.unplaced", "pi-exclamation-triangle", w -> w.state() == ConsignmentState.UNPLACED,
                        "/hq/shipments/list?view=unplaced")));
        stale(cards, all.stream().filter(Waiting::central).toList(), "/hq/shipments/list");
        List<DealerMark> contested = actor.may(FulfilmentPermission.JUDGE) ? promises.contested(actor) : List.of();
        if (!contested.isEmpty()) {
            cards.add(DeskCard.of("fulfilment.desk.contested", "pi-comment", contested.size(), contested.stream().map(DealerMark::contestedAt).min(Instant::compareTo).orElse(null),
                    "/hq/shipments/dealers"));
        }
        if (actor.may(FulfilmentPermission.CARRIERS)) {
            proposed(cards, "carriers.desk", settings.toDecide(actor), "/hq/parcels/carriers");
        }
        if (actor.may(TrackingPermission.SOURCES)) {
            proposed(cards, "carriers.desk.silence", silences.toDecide(actor), "/hq/parcels/carriers");
        }
        if (actor.may(FulfilmentPermission.TERMS)) {
            proposed(cards, "fulfilment.desk.terms", promises.toDecide(actor), "/hq/shipments/dealers");
        }
        return cards;
    }

    /** Slips and labels that name an address of before. */
    private static void stale(List<DeskCard> cards, List<Waiting> all, String href) {
        long stale = all.stream().mapToLong(Waiting::stale).sum();
        if (stale > 0) {
            cards.add(DeskCard.of("fulfilment.desk.stale", "pi-print", stale, null, href));
        }
    }

    private static void proposed(List<DeskCard> cards, String title, Proposals.Queue waiting, String href) {
        if (waiting.count() > 0) {
            cards.add(DeskCard.of(title, "pi-check-square", waiting.count(), waiting.oldest(), href));
        }
    }

    private DeskCard card(List<Waiting> all, String title, String icon, Predicate<Waiting> which, String href) {
        List<Waiting> mine = all.stream().filter(which).toList();
        Instant oldest = mine.stream().map(Waiting::oldest).min(Instant::compareTo).orElse(null);
        Instant due = mine.stream().map(Waiting::due).filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
        return new DeskCard(title, icon, mine.stream().mapToLong(Waiting::count).sum(), oldest,
                due != null && due.isBefore(time.now()), href);
    }
}
