package entrepot.commission;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Commission plans: proposed by one person, approved by another, in force from a date on. */
@ApplicationScoped
@UseCases
public class Plans {

    static final String KIND = "commission-plan";
    private static final int LIST_MAX = 200;

    @Inject
    private EntityManager entities;

    @Inject
    private Proposals proposals;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** What is approved: the plan and the day from which it is in force, in the tenant's zone. */
    public record ProposedPlan(Plan plan, LocalDate from) {
    }

    /** A plan with the time from which it counts. */
    public record DatedPlan(Plan plan, Instant from) {
    }

    /** The plan by which an order placed then earns. Until a tenant has its own it is {@link Plan#EXAMPLE}. */
    @Requires(CommissionPermission.READ)
    public Plan inForce(Actor actor, Instant placedAt) {
        return entities.createQuery("""
                select p from PlanEntity p where p.tenantId = :tenant and p.validFrom <= :at
                 order by p.validFrom desc, p.id desc""", PlanEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("at", placedAt).setMaxResults(1)
                .getResultStream().findFirst().map(PlanEntity::plan).orElse(Plan.EXAMPLE);
    }

    /** All plans that were ever approved, newest first. */
    @Requires(CommissionPermission.READ)
    public List<DatedPlan> all(Actor actor) {
        return entities.createQuery("""
                select p from PlanEntity p where p.tenantId = :tenant order by p.validFrom desc, p.id desc""",
                PlanEntity.class)
                .setParameter("tenant", actor.tenant().value()).setMaxResults(LIST_MAX)
                .getResultStream().map(entity -> new DatedPlan(entity.plan(), entity.validFrom)).toList();
    }

    /** What waits for a second person. */
    @Requires(CommissionPermission.READ)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /**
     * Proposes a plan; the plan's own code is ignored, a new one is given.
     *
     * @param from the first day on which orders earn by it
     * @return the proposal's code
     * @throws Problem PLAN_INVALID, PLAN_DATE_PAST
     */
    @Requires(CommissionPermission.PROPOSE)
    public String propose(Actor actor, Plan plan, LocalDate from, String reason) {
        Plan coded = new Plan(numbering.lasting("PLN"), plan.name(), plan.capPercent(), plan.returnWindowDays(),
                plan.rules()).checked();
        checkDate(from);
        Plan now = inForce(actor, clock.now());
        return proposals.propose(actor, KIND, coded.code(), coded.name(), new ProposedPlan(coded, from), List.of(
                new Proposal.Effect("plan.rules", Integer.toString(now.rules().size()),
                        Integer.toString(coded.rules().size())),
                new Proposal.Effect("plan.cap", now.capPercent().toPlainString() + " %",
                        coded.capPercent().toPlainString() + " %"),
                new Proposal.Effect("plan.window", Integer.toString(now.returnWindowDays()),
                        Integer.toString(coded.returnWindowDays()))), reason);
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, PLAN_DATE_PAST if it waited too long */
    @Requires(CommissionPermission.APPROVE)
    public Plan approve(Actor actor, String proposalCode) {
        proposals.get(actor, KIND, proposalCode);
        ProposedPlan proposed = proposals.approve(actor, proposalCode).content().as(ProposedPlan.class);
        checkDate(proposed.from());
        entities.persist(new PlanEntity(actor.tenant(), proposed.plan(),
                proposed.from().atStartOfDay(transactions.tenant().zone()).toInstant()));
        entities.flush();
        return proposed.plan();
    }

    /** @throws Problem REASON_NEEDED and as for approving */
    @Requires(CommissionPermission.APPROVE)
    public void reject(Actor actor, String proposalCode, String reason) {
        proposals.get(actor, KIND, proposalCode);
        proposals.reject(actor, proposalCode, reason);
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
