package entrepot.commission;

import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.time.LocalDate;
import java.time.YearMonth;

/** Plans on their way for tests: written, simulated on the month before, proposed and approved by the use cases. */
public final class PlanCases {

    private PlanCases() {
    }

    /** A draft that was simulated. @return its code */
    public static String simulated(Portal portal, Tenant tenant, Actor maker, Plan plan, LocalDate from) {
        Plans plans = portal.bean(Plans.class);
        String code = plans.start(maker, null);
        plans.save(maker, code, plans.draft(maker, code).version(), plan, from);
        simulate(portal, tenant, maker, code, YearMonth.from(LocalDate.ofInstant(portal.now(tenant), tenant.zone())).minusMonths(1));
        return code;
    }

    /** @return the simulation's code */
    public static String simulate(Portal portal, Tenant tenant, Actor maker, String plan, YearMonth month) {
        String code = portal.bean(Simulations.class).start(maker, plan, month);
        while (portal.bean(Simulations.class).advance(Actor.system(tenant.id()))) {
            continue;
        }
        return code;
    }

    /** @return the proposal's code */
    public static String proposed(Portal portal, Tenant tenant, Actor maker, Plan plan, LocalDate from) {
        return portal.bean(Plans.class).propose(maker, simulated(portal, tenant, maker, plan, from), "a test");
    }

    /** In force from that day on. */
    public static Plan inForce(Portal portal, Tenant tenant, Actor maker, Actor checker, Plan plan, LocalDate from) {
        Plans plans = portal.bean(Plans.class);
        String proposal = proposed(portal, tenant, maker, plan, from);
        return plans.approve(checker, proposal, plans.draft(maker, plans.proposal(maker, proposal).subject()).hash());
    }
}
