package entrepot.routing;

import entrepot.kernel.Problem;

/**
 * Decides which warehouse ships, by the terms of the request (docs/decisions/routing.md): among those that may and hold
 * everything each criterion takes away who is not among the best by it; else central; and where nobody holds everything,
 * as few parcels as possible. Pure: the same request always gives the same decision, in whatever order the candidates come.
 */
public final class Router {

    private Router() {
    }

    /**
     * @throws Problem NOBODY_CAN_SHIP if all that may ship together do not hold enough, PARTS_TOO_SMALL if they do, but
     *                 somebody would ship less than the rules allow
     */
    public static RoutingDecision decide(RoutingRequest request) {
        return new Weighing(request, Columns.of(request.candidates(), request.lines().size())).decision();
    }
}
