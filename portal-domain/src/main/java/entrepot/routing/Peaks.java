package entrepot.routing;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Peak periods: proposed by one person, approved by another, ended early by anybody who may propose. */
@ApplicationScoped
@UseCases
public class Peaks {

    static final String KIND = "routing-peak";
    private static final String THING = "peak";
    private static final int LIST_MAX = 200;
    private static final int NAME_MAX = 100;
    private static final Duration LONGEST = Duration.ofDays(60);
    /** How long before it begins people are told of it. */
    private static final Duration TOLD_BEFORE = Duration.ofDays(7);

    @Inject
    private Sql sql;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    @Inject
    private History history;

    @Inject
    private RulesInForce rules;

    /** The peak period of this moment, or the next one that begins within a week. */
    @Requires(RoutingPermission.VIEW)
    public Optional<Peak> soon(Actor actor) {
        Instant now = clock.now();
        return rules.book().peaks().stream().filter(p -> now.isBefore(p.end()) && p.from().minus(TOLD_BEFORE).isBefore(now))
                .min(Comparator.comparing(Peak::from));
    }

    /** Whether lists of orders give way to single ones at this moment. */
    @Requires(Requires.SYSTEM)
    public boolean isQueueFair(Actor actor) {
        Peak peak = rules.book().peakAt(clock.now());
        return peak != null && peak.fairQueue();
    }

    /** Whether dealers accept by themselves at this moment, whatever they wish. */
    @Requires(Requires.SYSTEM)
    public boolean isAcceptedAtOnce(Actor actor) {
        Peak peak = rules.book().peakAt(clock.now());
        return peak != null && peak.acceptAtOnce();
    }

    /** All that were approved, the latest first. */
    @Requires(RoutingPermission.RULES)
    public List<Peak> list(Actor actor) {
        return sql.list("select * from routing_peak where tenant_id = ? order by starts_at desc, id desc limit ?",
                RulesInForce::peak, actor.tenant(), LIST_MAX);
    }

    /** The newest {@value Proposals#LIST_MAX} proposals of every state, newest first; each one's content is its {@link Peak}. */
    @Requires(RoutingPermission.RULES)
    public List<Proposal> proposals(Actor actor) {
        return proposals.all(actor, KIND);
    }

    @Requires(RoutingPermission.RULES)
    public boolean knows(Actor actor, String code) {
        return proposals.latest(actor, KIND, code).isPresent();
    }

    /** The proposal of that peak period. */
    @Requires(RoutingPermission.RULES)
    public Proposal proposal(Actor actor, String code) {
        return proposals.latest(actor, KIND, code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** As proposed, and once approved as it stands. */
    @Requires(RoutingPermission.RULES)
    public Peak get(Actor actor, String code) {
        return approved(actor, code).orElseGet(() -> proposal(actor, code).content().as(Peak.class));
    }

    /**
     * Proposes a period; its own code and end are ignored, a new code is given.
     *
     * @return its code
     * @throws Problem DATE_PAST if it has begun, PEAKS_MEET, INVALID
     */
    @Requires(RoutingPermission.PROPOSE)
    public String propose(Actor actor, Peak wanted, String reason) {
        Peak peak = new Peak(numbering.lasting("PEA"), wanted.name(), wanted.from(), wanted.until(), wanted.acceptAtOnce(),
                wanted.limitPercent(), wanted.frozen(), wanted.fairQueue(), null);
        check(actor, peak);
        proposals.propose(actor, KIND, peak.code(), peak.name(), peak, List.of(
                new Proposal.Effect("routing.limit", "100 %", peak.limitPercent() + " %"),
                new Proposal.Effect("routing.days", "",
                        Long.toString(Math.max(1, Duration.between(peak.from(), peak.until()).toDays())))), reason);
        return peak.code();
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, DATE_PAST if it waited too long, PEAKS_MEET, RULES_FROZEN if rules are to begin inside */
    @Requires(RoutingPermission.APPROVE)
    public Peak approve(Actor actor, String code) {
        rules.alone();
        Proposal proposal = proposals.approve(actor, proposal(actor, code).code());
        Peak peak = proposal.content().as(Peak.class);
        check(actor, peak);
        if (peak.frozen()) {
            sql.list("""
                    select code, valid_from from routing_rules
                     where tenant_id = ? and valid_from >= ? and valid_from < ? limit 1""",
                    row -> row.text("code"), actor.tenant(), peak.from(), peak.until()).forEach(version -> {
                        throw new Problem(RoutingProblem.RULES_FROZEN).with("peak", peak.name()).with("until", version);
                    });
        }
        sql.update("""
                insert into routing_peak (tenant_id, id, code, name, starts_at, ends_at, accept_at_once, limit_percent,
                                          frozen, fair_queue, proposal)
                values (?, nextval('routing_peak_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, peak.name(), peak.from(), peak.until(), peak.acceptAtOnce(), peak.limitPercent(),
                peak.frozen(), peak.fairQueue(), proposal.code());
        rules.changed();
        return peak;
    }

    /** @throws Problem REASON_NEEDED and as for approving */
    @Requires(RoutingPermission.APPROVE)
    public void reject(Actor actor, String code, String reason) {
        proposals.reject(actor, proposal(actor, code).code(), reason);
    }

    /** Ends a period now, or calls off one that has not begun; one person is enough for that. Harmless where it is over. */
    @Requires(RoutingPermission.PROPOSE)
    public Peak stop(Actor actor, String code, String why) {
        Instant now = clock.now();
        Peak peak = approved(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
        if (peak.end().isAfter(now)) {
            sql.update("update routing_peak set stopped_at = ?, stopped_by = ? where tenant_id = ? and code = ?",
                    now.isBefore(peak.from()) ? peak.from() : now, actor.name(), actor.tenant(), code);
            history.record(actor, THING, code, Peak.State.APPROVED, Peak.State.STOPPED, why == null ? "" : why);
            rules.changed();
        }
        return get(actor, code);
    }

    private Optional<Peak> approved(Actor actor, String code) {
        return sql.first("select * from routing_peak where tenant_id = ? and code = ?", RulesInForce::peak,
                actor.tenant(), code);
    }

    private void check(Actor actor, Peak peak) {
        if (peak.name() == null || peak.name().isBlank() || peak.name().length() > NAME_MAX) {
            throw Problem.missing("name");
        }
        if (peak.from() == null || peak.until() == null || !peak.from().isBefore(peak.until())
                || peak.from().plus(LONGEST).isBefore(peak.until())) {
            throw Problem.invalid("until", peak.until());
        }
        if (peak.limitPercent() < 100 || peak.limitPercent() > 1_000) {
            throw Problem.invalid("limitPercent", peak.limitPercent());
        }
        if (!peak.from().isAfter(clock.now())) {
            throw new Problem(RoutingProblem.DATE_PAST).with("from", peak.from()).with("earliest", clock.now());
        }
        for (Peak other : list(actor)) {
            if (other.from().isBefore(other.end()) && other.meets(peak.from(), peak.until())) {
                throw new Problem(RoutingProblem.PEAKS_MEET).with("peak", other.name());
            }
        }
    }
}
