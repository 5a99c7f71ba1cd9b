package entrepot.web.pages.parcels;

import entrepot.fulfilment.Shipping;
import entrepot.platform.access.Actor;
import entrepot.tracking.Parcel;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingPermission;
import entrepot.web.pages.frame.CodeFinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds parcels by their carriers' numbers: for who ships the parcel itself, for who sold it the order. */
@ApplicationScoped
class ParcelFinder implements CodeFinder {

    @Inject
    private Tracking tracking;

    @Override
    public Optional<String> find(Actor actor, String code) {
        if (!actor.may(TrackingPermission.VIEW) || !Shipping.isNumber(code) || code.chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        return tracking.byNumber(actor, code).stream().findFirst().flatMap(parcel -> place(actor, parcel));
    }

    private static Optional<String> place(Actor actor, Parcel parcel) {
        if (actor.may(TrackingPermission.HANDLE)) {
            return Optional.of((actor.may("area:dealer") ? "/dealer" : "/hq") + "/parcels/detail?code=" + parcel.code());
        }
        String area = actor.may("area:agent") ? "/agent" : actor.may("area:hq") ? "/hq" : null;
        return area == null || parcel.orders().isEmpty() ? Optional.empty()
                : Optional.of(area + "/orders/detail?code=" + parcel.orders().get(0));
    }
}
