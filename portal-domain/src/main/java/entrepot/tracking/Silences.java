package entrepot.tracking;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** How long parcels may be silent: dated, kept for ever, changed by two persons. */
@ApplicationScoped
@UseCases
public class Silences {

    /** The kind of its proposals. */
    public static final String KIND = "parcel-silence";

    private static final int DAYS_MAX = 60;

    @Inject
    private Sql sql;

    @Inject
    private Proposals proposals;

    @Inject
    private BusinessClock clock;

    /** What counts now; {@link Silence#EXAMPLE} until headquarters says otherwise. */
    @Requires(TrackingPermission.VIEW)
    public Silence now(Actor actor) {
        return sql.first("""
                select stalled_days, delivered_days, valid_from from parcel_silence
                 where tenant_id = ? and valid_from <= ? order by valid_from desc, id desc limit 1""",
                row -> new Silence(row.integer("stalled_days"), row.integer("delivered_days"), row.instant("valid_from")),
                actor.tenant(), clock.now()).orElse(Silence.EXAMPLE);
    }

    /**
     * Proposes other days; a second person approves them, and they count from then on. What still waits is withdrawn.
     *
     * @return the proposal's code
     * @throws Problem FIELD_INVALID unless 1 to 60 days, and flagged before it counts as delivered; FIELD_MISSING (reason)
     */
    @Requires(TrackingPermission.SOURCES)
    public String propose(Actor actor, int stalledDays, int deliveredDays, String reason) {
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
        if (deliveredDays < 1 || deliveredDays > DAYS_MAX) {
            throw Problem.invalid("deliveredDays", deliveredDays);
        }
        if (stalledDays < 1 || stalledDays > deliveredDays) {
            throw Problem.invalid("stalledDays", stalledDays);
        }
        Silence before = now(actor);
        proposals.withdraw(actor, KIND, KIND, "");
        return proposals.propose(actor, KIND, KIND, KIND, new Silence(stalledDays, deliveredDays, null), List.of(
                new Proposal.Effect("parcel-silence.stalled", String.valueOf(before.stalledDays()), String.valueOf(stalledDays)),
                new Proposal.Effect("parcel-silence.delivered", String.valueOf(before.deliveredDays()), String.valueOf(deliveredDays))),
                reason.strip());
    }

    /** What waits for a second person. */
    @Requires(TrackingPermission.SOURCES)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** What waits for this person's yes or no. */
    @Requires(TrackingPermission.SOURCES)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(TrackingPermission.SOURCES)
    public void approve(Actor actor, String code) {
        proposals.get(actor, KIND, code);
        Silence approved = proposals.approve(actor, code).content().as(Silence.class);
        sql.update("""
                insert into parcel_silence (tenant_id, id, valid_from, stalled_days, delivered_days, proposal)
                values (?, nextval('parcel_silence_seq'), ?, ?, ?, ?)""", actor.tenant(), clock.now(), approved.stalledDays(),
                approved.deliveredDays(), code);
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(TrackingPermission.SOURCES)
    public void reject(Actor actor, String code, String why) {
        proposals.get(actor, KIND, code);
        proposals.reject(actor, code, why);
    }
}
