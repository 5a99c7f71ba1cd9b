package entrepot.freight;

import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.geo.Address;
import jakarta.enterprise.context.ApplicationScoped;

/** What sending a parcel costs. */
@UseCases
@ApplicationScoped
public class Freight {

    /**
     * The freight of one order to one place; what a member pays does not change when the order is routed anew.
     *
     * @param grams the weight of all lines; each started kilogram counts, at least one
     * @throws entrepot.kernel.Problem PLACE_NOT_SERVED with the place and the reason
     */
    @Requires(FreightPermission.QUOTE)
    public FreightQuote quote(Actor actor, Address shipTo, int grams) {
        throw new UnsupportedOperationException();
    }
}
