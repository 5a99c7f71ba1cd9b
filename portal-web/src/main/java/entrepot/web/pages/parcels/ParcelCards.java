package entrepot.web.pages.parcels;

import entrepot.platform.access.Actor;
import entrepot.tracking.Parcel;
import entrepot.tracking.ParcelFilter;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingPermission;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parcels that went wrong or fell silent, for who can do something about it; nothing while all go well. */
@ApplicationScoped
class ParcelCards implements DeskCards {

    @Inject
    private Tracking tracking;

    @Override
    public List<DeskCard> cards(Actor actor) {
        if (!actor.may(TrackingPermission.HANDLE)) {
            return List.of();
        }
        String list = (actor.may("area:dealer") ? "/dealer" : "/hq") + "/parcels/list?view=";
        Map<ParcelFilter.View, Long> counts = tracking.counts(actor);
        List<DeskCard> cards = new ArrayList<>();
        add(cards, actor, counts, ParcelFilter.View.EXCEPTIONS, "parcels.desk.exceptions", "pi-exclamation-triangle", list + "exceptions");
        add(cards, actor, counts, ParcelFilter.View.STALLED, "parcels.desk.stalled", "pi-clock", list + "stalled");
        return cards;
    }

    private void add(List<DeskCard> cards, Actor actor, Map<ParcelFilter.View, Long> counts, ParcelFilter.View view, String title,
                     String icon, String href) {
        long count = counts.getOrDefault(view, 0L);
        if (count > 0) {
            Instant oldest = tracking.list(actor, new ParcelFilter(view), null, 1).stream().map(Parcel::lastScanAt).findFirst().orElse(null);
            cards.add(DeskCard.of(title, icon, count, oldest, href));
        }
    }
}
