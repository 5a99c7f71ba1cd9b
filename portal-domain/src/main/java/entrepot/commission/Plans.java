package entrepot.commission;

import entrepot.kernel.Problem;
import entrepot.network.NetworkProblem;
import entrepot.network.Tier;
import entrepot.network.Tiers;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlProblem;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Commission plans: written as a draft, simulated on a closed month, proposed by one person, approved by another, in force from a day on. What is in
 * force never changes; the next version begins as a copy.
 */
@ApplicationScoped
@UseCases
public class Plans {

    static final String KIND = "commission-plan";
    static final String DRAFT = "plan-draft";
    private static final int LIST_MAX = 200;

    @Inject
    private EntityManager entities;

    @Inject
    private Sql sql;

    @Inject
    private Proposals proposals;

    @Inject
    private Tiers tiers;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private History history;

    /**
     * What is approved: the draft exactly as it was simulated, and the day from which it is in force, in the tenant's zone.
     *
     * @param simulation the code of the simulation whose figures the approver sees
     */
    public record ProposedPlan(Plan plan, LocalDate from, String hash, String simulation, String basedOn) {
    }

    /**
     * A plan with the time from which it counts.
     *
     * @param maker   who proposed it; empty where that was not kept
     * @param checker who approved it
     * @param basedOn the code of the one that it was copied from; empty for the first
     */
    public record DatedPlan(Plan plan, Instant from, String maker, String checker, String reason, String basedOn) {
    }

    /** The plan by which an order placed then earns. Until a tenant has its own it is {@link Plan#EXAMPLE}. */
    @Requires(CommissionPermission.READ)
    public Plan inForce(Actor actor, Instant placedAt) {
        return inForce(all(actor), placedAt);
    }

    static Plan inForce(List<DatedPlan> timeline, Instant placedAt) {
        return timeline.stream().filter(each -> !each.from().isAfter(placedAt)).findFirst().map(DatedPlan::plan).orElse(Plan.EXAMPLE);
    }

    /** All plans that were ever approved, newest first; the last {@value #LIST_MAX}. */
    @Requires(CommissionPermission.READ)
    public List<DatedPlan> all(Actor actor) {
        return entities.createQuery("""
                select p from PlanEntity p where p.tenantId = :tenant order by p.validFrom desc, p.id desc""",
                PlanEntity.class)
                .setParameter("tenant", actor.tenant().value()).setMaxResults(LIST_MAX)
                .getResultStream().map(entity -> new DatedPlan(entity.plan(), entity.validFrom, entity.makerName, entity.checkerName, entity.reason,
                        entity.basedOn)).toList();
    }

    /** A plan that is or was in force, or will be. @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.READ)
    public Plan byCode(Actor actor, String code) {
        return Plan.EXAMPLE.code().equals(code) ? Plan.EXAMPLE : entities.createQuery(
                "select p from PlanEntity p where p.tenantId = :tenant and p.code = :code", PlanEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("code", code).getResultStream().findFirst().map(PlanEntity::plan)
                .orElseThrow(() -> Problem.notFound("plan", code));
    }

    /** Drafts that are written or wait, newest first. */
    @Requires(CommissionPermission.SIMULATIONS)
    public List<PlanDraft> drafts(Actor actor) {
        return entities.createQuery("""
                select d from DraftEntity d where d.tenantId = :tenant and d.state in :open order by d.id desc""", DraftEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("open", List.of(DraftState.DRAFT, DraftState.PROPOSED))
                .setMaxResults(LIST_MAX).getResultStream().map(DraftEntity::view).toList();
    }

    /** @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.SIMULATIONS)
    public PlanDraft draft(Actor actor, String code) {
        return entity(actor, code).view();
    }

    /** The same; empty for a plan that never was a draft. @throws Problem NOT_FOUND where there is neither */
    @Requires(CommissionPermission.SIMULATIONS)
    public Optional<PlanDraft> findDraft(Actor actor, String code) {
        Optional<PlanDraft> found = entities.createQuery("select d from DraftEntity d where d.tenantId = :tenant and d.code = :code", DraftEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("code", code).getResultStream().findFirst().map(DraftEntity::view);
        if (found.isEmpty()) {
            byCode(actor, code);
        }
        return found;
    }

    /** A draft's time line. @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.SIMULATIONS)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, DRAFT, entity(actor, code).code);
    }

    /**
     * Begins the next version as a copy.
     *
     * @param basedOn the code of a plan; null for the one that is in force now
     * @return the draft's code, which the plan keeps
     */
    @Requires(CommissionPermission.PROPOSE)
    public String start(Actor actor, String basedOn) {
        Plan from = basedOn == null || basedOn.isBlank() ? inForce(actor, clock.now()) : byCode(actor, basedOn);
        DraftEntity draft = new DraftEntity(actor.tenant(), from.coded(numbering.lasting("PLN")), from.code(),
                clock.today().plusMonths(1).withDayOfMonth(1));
        touched(actor, draft);
        entities.persist(draft);
        entities.flush();
        history.record(actor, DRAFT, draft.code, null, DraftState.DRAFT, from.code());
        return draft.code;
    }

    /**
     * Saves a draft; what was simulated before does not count for it any more if anything is different.
     *
     * @param plan    its code is ignored
     * @param version as it was read
     * @throws Problem PLAN_INVALID, PLAN_NOT_DRAFT, CHANGED_MEANWHILE
     */
    @Requires(CommissionPermission.PROPOSE)
    public PlanDraft save(Actor actor, String code, long version, Plan plan, LocalDate from) {
        DraftEntity draft = editable(actor, code);
        if (draft.version != version) {
            throw new Problem(SqlProblem.CHANGED_MEANWHILE);
        }
        if (from == null) {
            throw Problem.missing("from");
        }
        Plan coded = plan.coded(code).checked(transactions.tenant().currency());
        checkTiers(actor, coded);
        draft.hold(coded);
        draft.validFrom = from;
        touched(actor, draft);
        entities.flush();
        return draft.view();
    }

    /** A rule for a tier that nobody has, such as its name instead of its code, would work for nobody. Products and shops may come later. */
    private void checkTiers(Actor actor, Plan plan) {
        Set<String> known = tiers.all(Actor.system(actor.tenant())).stream().map(Tier::code).collect(Collectors.toSet());
        for (Rule rule : plan.rules()) {
            rule.scope().stream().filter(scope -> scope.kind() == Rule.Scope.Kind.TIER && !known.contains(scope.value())).findFirst().ifPresent(unknown -> {
                throw new Problem(NetworkProblem.TIER_UNKNOWN).with("tier", unknown.value());
            });
        }
    }

    /** @throws Problem PLAN_NOT_DRAFT */
    @Requires(CommissionPermission.PROPOSE)
    public void discard(Actor actor, String code) {
        DraftEntity draft = editable(actor, code);
        draft.state = DraftState.DISCARDED;
        entities.flush();
        history.record(actor, DRAFT, code, DraftState.DRAFT, DraftState.DISCARDED, "");
    }

    /** What waits for a second person. */
    @Requires(CommissionPermission.SIMULATIONS)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** How many plans wait for this actor's yes or no, and since when: not what it proposed itself. */
    @Requires(CommissionPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** How many drafts are written and not yet proposed, or came back, and since when the oldest lies. */
    @Requires(CommissionPermission.PROPOSE)
    public Proposals.Queue toFinish(Actor actor) {
        return sql.one("select count(*) as n, min(edited_at) as oldest from commission_draft where tenant_id = ? and state = 'DRAFT'",
                row -> new Proposals.Queue(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** A proposal of a plan, decided or not. @throws Problem NOT_FOUND */
    @Requires(CommissionPermission.SIMULATIONS)
    public Proposal proposal(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /**
     * Proposes a draft that was simulated as it is.
     *
     * @return the proposal's code
     * @throws Problem PLAN_INVALID, PLAN_DATE_PAST, PLAN_NOT_DRAFT, PLAN_NOT_SIMULATED
     */
    @Requires(CommissionPermission.PROPOSE)
    public String propose(Actor actor, String code, String reason) {
        DraftEntity draft = editable(actor, code);
        Plan plan = draft.view().plan().checked();
        checkDate(draft.validFrom);
        Done done = simulated(actor, draft.contentHash).orElseThrow(() -> new Problem(CommissionProblem.PLAN_NOT_SIMULATED).with("draft", code));
        Plan now = inForce(actor, clock.now());
        String proposal = proposals.propose(actor, KIND, code, plan.name(),
                new ProposedPlan(plan, draft.validFrom, draft.contentHash, done.code(), draft.basedOn), List.of(
                        new Proposal.Effect("plan.cost", done.before(), done.after()),
                        new Proposal.Effect("plan.winners", "", done.winners()),
                        new Proposal.Effect("plan.losers", "", done.losers()),
                        new Proposal.Effect("plan.rules", Integer.toString(now.rules().size()), Integer.toString(plan.rules().size())),
                        new Proposal.Effect("plan.cap", now.capPercent().toPlainString() + " %", plan.capPercent().toPlainString() + " %"),
                        new Proposal.Effect("plan.window", Integer.toString(now.returnWindowDays()), Integer.toString(plan.returnWindowDays()))), reason);
        draft.state = DraftState.PROPOSED;
        draft.proposalCode = proposal;
        entities.flush();
        history.record(actor, DRAFT, code, DraftState.DRAFT, DraftState.PROPOSED, reason);
        return proposal;
    }

    /**
     * Puts what was proposed in force from its day on.
     *
     * @param hash the one of the draft that the approver looked at
     * @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, PLAN_CHANGED, PLAN_DATE_PAST if it waited too long, PLAN_NOT_SIMULATED
     */
    @Requires(CommissionPermission.APPROVE)
    public Plan approve(Actor actor, String proposalCode, String hash) {
        proposals.get(actor, KIND, proposalCode);
        Proposal approved = proposals.approve(actor, proposalCode);
        ProposedPlan proposed = approved.content().as(ProposedPlan.class);
        if (!proposed.hash().equals(hash)) {
            throw new Problem(CommissionProblem.PLAN_CHANGED).with("code", proposed.plan().code());
        }
        checkDate(proposed.from());
        PlanEntity plan = new PlanEntity(actor.tenant(), proposed.plan(), proposed.from().atStartOfDay(transactions.tenant().zone()).toInstant());
        Done done = simulated(actor, plan.contentHash)
                .orElseThrow(() -> new Problem(CommissionProblem.PLAN_NOT_SIMULATED).with("draft", proposed.plan().code()));
        plan.simulationId = done.id();
        plan.makerPersonId = approved.makerPerson() == null ? null : approved.makerPerson().value();
        plan.makerName = approved.maker();
        plan.checkerPersonId = actor.person().value();
        plan.checkerName = actor.name();
        plan.reason = approved.reason();
        plan.basedOn = proposed.basedOn() == null ? "" : proposed.basedOn();
        entities.persist(plan);
        decided(actor, proposed.plan().code(), DraftState.APPROVED, "");
        return proposed.plan();
    }

    /** The draft goes back to be edited. @throws Problem REASON_NEEDED and as for approving */
    @Requires(CommissionPermission.APPROVE)
    public void reject(Actor actor, String proposalCode, String reason) {
        proposals.get(actor, KIND, proposalCode);
        Proposal rejected = proposals.reject(actor, proposalCode, reason);
        decided(actor, rejected.subject(), DraftState.DRAFT, reason);
    }

    private void decided(Actor actor, String code, DraftState state, String why) {
        DraftEntity draft = entity(actor, code);
        DraftState.TRANSITIONS.check(draft.state, state);
        draft.state = state;
        entities.flush();
        history.record(actor, DRAFT, code, DraftState.PROPOSED, state, why);
    }

    /** A simulation to the end, in words for the approver. */
    private record Done(long id, String code, String before, String after, String winners, String losers) {
    }

    private Optional<Done> simulated(Actor actor, String hash) {
        return sql.first("""
                select id, code, before_minor, after_minor, winners, losers, currency from commission_simulation
                 where tenant_id = ? and content_hash = ? and state = 'DONE' order by id desc limit 1""",
                row -> new Done(row.number("id"), row.text("code"), row.money("before").toString(), row.money("after").toString(),
                        Integer.toString(row.integer("winners")), Integer.toString(row.integer("losers"))), actor.tenant(), hash);
    }

    private DraftEntity editable(Actor actor, String code) {
        DraftEntity draft = entity(actor, code);
        if (draft.state != DraftState.DRAFT) {
            throw new Problem(CommissionProblem.PLAN_NOT_DRAFT).with("code", code).with("state", draft.state);
        }
        return draft;
    }

    private DraftEntity entity(Actor actor, String code) {
        return entities.createQuery("select d from DraftEntity d where d.tenantId = :tenant and d.code = :code", DraftEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("code", code).getResultStream().findFirst()
                .orElseThrow(() -> Problem.notFound("plan", code));
    }

    private void touched(Actor actor, DraftEntity draft) {
        draft.editorName = actor.name();
        draft.editedAt = clock.now();
    }

    private void checkDate(LocalDate from) {
        if (from == null) {
            throw Problem.missing("from");
        }
        if (!from.isAfter(clock.today())) {
            throw new Problem(CommissionProblem.PLAN_DATE_PAST).with("from", from).with("today", clock.today());
        }
    }
}
