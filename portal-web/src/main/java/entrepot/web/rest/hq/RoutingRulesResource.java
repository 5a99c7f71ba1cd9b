package entrepot.web.rest.hq;

import entrepot.routing.RoutingRules;
import entrepot.routing.RulesDraft;
import entrepot.routing.RulesDrafts;
import entrepot.routing.WhatIf;
import entrepot.routing.WhatIfTally;
import entrepot.routing.WhatIfs;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/** Rules of routing: versions, proposals and drafts, each with what it would have done. */
@Path("hq/v1/routing-rules")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class RoutingRulesResource {

    @Inject
    private RulesDrafts drafts;
    @Inject
    private WhatIfs whatIfs;
    @Inject
    private CurrentActor actor;

    /** @param inForce whether orders are routed by it now */
    public record RulesAnswer(String code, String name, String state, Instant from, boolean inForce, List<String> criteria) {

        static RulesAnswer of(RulesDraft draft, RoutingRules inForce) {
            return new RulesAnswer(draft.code(), draft.rules().name(), draft.state().name(), draft.from(),
                    draft.code().equals(inForce.code()), draft.rules().criteria().stream().map(Enum::name).toList());
        }
    }

    /** @param rules as they were written @param whatIf null until a month was replayed */
    public record RulesDetail(String code, String state, Instant from, RoutingRules rules, Tried whatIf) {
    }

    /** @param current whether the draft still stands as it was tried out */
    public record Tried(String month, String state, int total, int done, boolean current, WhatIfTally.Sums before, WhatIfTally.Sums after,
                        int changedOrders, List<WhatIfTally.OfWarehouse> warehouses) {

        static Tried of(WhatIf tried, int revision) {
            return new Tried(tried.month().toString(), tried.state().name(), tried.total(), tried.done(), tried.revision() == revision,
                    tried.tally().before(), tried.tally().after(), tried.tally().changed(), tried.tally().byGain());
        }
    }

    /** The newest 200. */
    @GET
    public Paged<RulesAnswer> list() {
        RoutingRules inForce = drafts.inForce(actor.get());
        return new Paged<>(drafts.list(actor.get()).stream().map(d -> RulesAnswer.of(d, inForce)).toList(), null);
    }

    /** One set of routing rules. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        RulesDraft draft = drafts.get(actor.get(), code);
        return Versions.answer(request, new RulesDetail(draft.code(), draft.state().name(), draft.from(), draft.rules(),
                whatIfs.latest(actor.get(), code).map(tried -> Tried.of(tried, draft.revision())).orElse(null)));
    }
}
