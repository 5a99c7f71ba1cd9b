package entrepot.web.pages.parcels;

import entrepot.fulfilment.Carriers;
import entrepot.platform.access.Actor;
import entrepot.tracking.ParcelTrack;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingPermission;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** How the parcels of an order go, for whoever looks at the order. */
@Named
@RequestScoped
public class OrderTrack {

    @Inject
    private Tracking tracking;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;

    private String read;
    private List<ParcelTrack> tracks;

    /** Read once a request; nothing for who may see orders but no parcels. */
    public List<ParcelTrack> of(String order) {
        Actor who = actor.get();
        if (!order.equals(read)) {
            tracks = who.may(TrackingPermission.VIEW) ? tracking.ofOrder(who, order) : List.of();
            read = order;
        }
        return tracks;
    }

    /** The carrier in the person's language. */
    public String carrierName(String code) {
        return Carriers.name(code, language.locale());
    }
}
