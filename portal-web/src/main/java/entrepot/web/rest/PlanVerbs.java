package entrepot.web.rest;

import entrepot.commission.CommissionPermission;
import entrepot.commission.Plan;
import entrepot.commission.PlanDraft;
import entrepot.commission.Plans;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.approval.Proposal;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Commission plans: drafts that are written, simulated and proposed, and the versions that are or were in force, by {@link Plans}. */
public abstract class PlanVerbs {

    @Inject
    private Plans plans;
    @Inject
    private CurrentActor actor;

    /**
     * A draft or a version.
     *
     * @param state   DRAFT, PROPOSED, APPROVED or DISCARDED
     * @param from    first day on which orders earn by it; absent for the example of day one
     * @param basedOn the code of the one that it was copied from
     */
    public record Listed(String code, String name, String state, LocalDate from, String basedOn) {
    }

    /**
     * A plan whole.
     *
     * @param version  of its last saving: saving names it; absent where it is edited no more
     * @param hash     of exactly this content: what was simulated counts for nothing else
     * @param proposal how it is being decided; absent where it was never proposed
     */
    public record Version(String code, String state, LocalDate from, String basedOn, Plan plan, Long version, String hash, Decision proposal) {
    }

    /** What a second person decides on: the effect in numbers, who proposed it and why, and what became of it. */
    public record Decision(String code, String state, List<Proposal.Effect> effect, String reason, String maker, String checker, String verdict) {

        static Decision of(Proposal proposal) {
            return new Decision(proposal.code(), proposal.state().name(), proposal.effect(), proposal.reason(), proposal.maker(), proposal.checker(),
                    proposal.verdict());
        }
    }

    /** @param basedOn the code of a plan to copy; absent for the one in force */
    public record Begin(String basedOn) {
    }

    /**
     * A draft as it is to be.
     *
     * @param version as it was read
     * @param from    first day on which orders earn by it
     * @param plan    the rules in their order, and bonuses; its code is ignored
     */
    public record Saving(Long version, LocalDate from, Plan plan) {
    }

    /** Drafts that are written or wait, then all versions that were ever approved, newest first. */
    @GET
    public Paged<Listed> list() {
        List<Listed> all = new ArrayList<>(plans.drafts(actor.get()).stream()
                .map(draft -> new Listed(draft.code(), draft.plan().name(), draft.state().name(), draft.from(), draft.basedOn())).toList());
        plans.all(actor.get()).forEach(each -> all.add(new Listed(each.plan().code(), each.plan().name(), "APPROVED",
                LocalDate.ofInstant(each.from(), actor.tenant().zone()), each.basedOn())));
        return new Paged<>(all, null);
    }

    /** One plan, whole. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, version(code));
    }

    /** Begins the next version as a copy: 201 with its address. */
    @POST
    @Requires(CommissionPermission.PROPOSE)
    public Response begin(Body<Begin> body) {
        Begin begin = Body.read(body);
        String code = plans.start(actor.get(), begin == null ? null : begin.basedOn());
        return Response.created(URI.create((actor.may("area:finance") ? "finance" : "hq") + "/v1/plans/" + code)).entity(version(code)).build();
    }

    /** Saves a draft. What was simulated before does not count for it any more if anything is different. */
    @PUT
    @Path("{code}")
    @Requires(CommissionPermission.PROPOSE)
    public Version save(@PathParam("code") String code, Body<Saving> body) {
        return Thing.first(() -> version(code), () -> {
            Saving saving = Body.required(body, "plan");
            if (saving.plan() == null || saving.version() == null) {
                throw Problem.missing(saving.plan() == null ? "plan" : "version");
            }
            plans.save(actor.get(), code, saving.version(), saving.plan(), saving.from());
            return version(code);
        });
    }

    /** Gives a draft up. */
    @POST
    @Path("{code}/discard")
    public Version discard(@PathParam("code") String code) {
        plans.discard(actor.get(), code);
        return version(code);
    }

    /** Proposes a draft that was simulated as it is, with a reason; somebody else decides. */
    @POST
    @Path("{code}/propose")
    @Requires(CommissionPermission.PROPOSE)
    public Version propose(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> version(code), () -> {
            plans.propose(actor.get(), code, Reason.required(body));
            return version(code);
        });
    }

    /** A plan as it stands. */
    protected Version version(String code) {
        Actor who = actor.get();
        if (Plan.EXAMPLE.code().equals(code)) {
            return new Version(code, "APPROVED", null, "", Plan.EXAMPLE, null, null, null);
        }
        return plans.findDraft(who, code).map(draft -> new Version(code, draft.state().name(), draft.from(), draft.basedOn(), draft.plan(), draft.version(),
                draft.hash(), decision(draft))).orElseGet(() -> new Version(code, "APPROVED", null, "", plans.byCode(who, code), null, null, null));
    }

    private Decision decision(PlanDraft draft) {
        return draft.proposal() == null ? null : Decision.of(plans.proposal(actor.get(), draft.proposal()));
    }
}
