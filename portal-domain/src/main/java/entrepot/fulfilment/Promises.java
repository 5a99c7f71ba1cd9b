package entrepot.fulfilment;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Problem;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How dealers keep their promises: the score that routing reads, the marks behind it, what a broken promise costs, and
 * who was right where a dealer says that a mark is wrong. A dealer sees its own, headquarters all.
 */
@ApplicationScoped
@UseCases
public class Promises {

    /** The kind of proposals of new terms. */
    public static final String TERMS = "dealer-terms";

    private static final int LIST_MAX = 200;
    private static final int REASON_MAX = 500;
    /** Headquarters judges within so many days; a contest that nobody judged is the dealer's. */
    private static final Duration JUDGE_WITHIN = Duration.ofDays(7);

    @Inject
    private DealerMarks marks;

    @Inject
    private Consignments consignments;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Proposals proposals;

    @Inject
    private BusinessClock clock;

    @Inject
    private Sql sql;

    /** The scores of the actor's warehouses, the lowest first; central has none. */
    @Requires(FulfilmentPermission.FULFIL)
    public List<DealerScore> scores(Actor actor) {
        Map<WarehouseId, DealerScore> known = new HashMap<>();
        Map<WarehouseId, Warehouse> all = new HashMap<>();
        warehouses.list(actor).stream().filter(w -> !w.central()).forEach(w -> all.put(w.id(), w));
        sql.each("""
                select warehouse_id, numbers::text as numbers, at from dealer_score
                 where tenant_id = ? and (?::bigint is null or dealer_id = ?)""", 1000, row -> {
                    Warehouse warehouse = all.get(new WarehouseId(row.number("warehouse_id")));
                    if (warehouse != null) {
                        known.put(warehouse.id(), new DealerScore(warehouse,
                                row.json("numbers").as(PromiseScore.class), row.instant("at")));
                    }
                }, actor.tenant(), actor.scope(), actor.scope());
        List<DealerScore> scores = new ArrayList<>();
        all.forEach((id, warehouse) -> scores.add(known.getOrDefault(id,
                new DealerScore(warehouse, PromiseScore.of(List.of()), null))));
        scores.sort((a, b) -> a.score().score() != b.score().score()
                ? Integer.compare(a.score().score(), b.score().score())
                : a.warehouse().name().compareTo(b.warehouse().name()));
        return scores;
    }

    /**
     * The marks behind a score, the latest first.
     *
     * @param warehouse the code of one; null for all of the actor's
     * @param kinds     empty for all
     * @param after     the code of the last one of the page before; null for the first page
     */
    @Requires(FulfilmentPermission.FULFIL)
    public List<DealerMark> marks(Actor actor, String warehouse, List<DealerMark.Kind> kinds, String after, int limit) {
        WarehouseId id = warehouse == null || warehouse.isBlank() ? null : warehouses.byCode(actor, warehouse).id();
        return marks.page(actor, id, kinds, null, clock.now().minus(Duration.ofDays(PromiseScore.DAYS)), after,
                Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** One mark with what its consignment held then, and nothing of its buyer. */
    public record Entry(DealerMark mark, List<Goods> goods) {
    }

    /** Pieces of one kind. */
    public record Goods(String sku, String title, long pieces) {
    }

    /** @throws Problem NOT_FOUND, another dealer's too */
    @Requires(FulfilmentPermission.FULFIL)
    public Entry entry(Actor actor, String code) {
        DealerMark mark = marks.byCode(actor, code).orElseThrow(() -> Problem.notFound(DealerMarks.THING, code));
        return new Entry(mark, marks.goods(actor, mark));
    }

    /** The mark of a consignment of which the dealer had nothing left, and which went on to another. */
    @Requires(FulfilmentPermission.FULFIL)
    public Optional<DealerMark> ranOutOf(Actor actor, String consignment) {
        return marks.latest(actor, consignment, DealerMark.Kind.RAN_OUT);
    }

    /** How often dealers declined, wholly or in part, for which reason in the days that scores look at; the most often first. */
    @Requires(FulfilmentPermission.FULFIL)
    public List<DeclineCount> declines(Actor actor) {
        return sql.list("""
                select reason, count(*) as n, sum(pieces - pieces_kept) as pieces from dealer_mark
                 where tenant_id = ? and (?::bigint is null or dealer_id = ?) and at >= ? and kind in ('DECLINED', 'PARTLY')
                 group by reason order by n desc, reason""",
                row -> new DeclineCount(DeclineReason.valueOf(row.text("reason")), row.number("n"), row.number("pieces")),
                actor.tenant(), actor.scope(), actor.scope(), clock.now().minus(Duration.ofDays(PromiseScore.DAYS)));
    }

    /** A parcel with this consignment in it is lost, and its dealer is to blame: its score says so, once. Central has none. */
    @Requires(Requires.SYSTEM)
    public void lost(Actor actor, ConsignmentId consignment) {
        marks.happened(actor, consignments.get(Actor.system(actor.tenant()), consignment), DealerMark.Kind.LOST);
    }

    /** Contests that wait for headquarters' verdict, or all that the actor ever made. */
    @Requires(FulfilmentPermission.FULFIL)
    public List<DealerMark> contested(Actor actor) {
        return marks.page(actor, null, List.of(), DealerMark.Contest.CONTESTED, null, null, LIST_MAX);
    }

    /** What a broken promise costs now. */
    @Requires(FulfilmentPermission.FULFIL)
    public DealerTerms terms(Actor actor) {
        return marks.terms(actor);
    }

    /**
     * The dealer says that a mark is wrong; headquarters decides.
     *
     * @throws Problem FIELD_MISSING (reason), NOTHING_TO_CONTEST, CONTEST_TOO_LATE, ALREADY_CONTESTED, NOT_FOUND
     */
    @Requires(FulfilmentPermission.FULFIL)
    public void contest(Actor actor, String code, String reason) {
        reason(reason);
        DealerMark mark = locked(actor, code);
        if (mark.contest() != null) {
            throw new Problem(FulfilmentProblem.ALREADY_CONTESTED).with("code", code);
        }
        if (!mark.kind().bad() || !mark.counts()) {
            throw new Problem(FulfilmentProblem.NOTHING_TO_CONTEST).with("code", code);
        }
        if (!mark.contestable(clock.now())) {
            throw new Problem(FulfilmentProblem.CONTEST_TOO_LATE).with("code", code)
                    .with("days", marks.terms(actor).contestDays());
        }
        marks.contested(actor, code, reason.strip());
    }

    /** The mark stays. @throws Problem FIELD_MISSING (reason), NOT_CONTESTED, NOT_FOUND */
    @Requires(FulfilmentPermission.JUDGE)
    public void uphold(Actor actor, String code, String why) {
        judge(actor, code, DealerMark.Contest.UPHELD, why);
    }

    /** The mark counts no more, and its fine goes back. @throws Problem FIELD_MISSING (reason), NOT_CONTESTED, NOT_FOUND */
    @Requires(FulfilmentPermission.JUDGE)
    public void strike(Actor actor, String code, String why) {
        judge(actor, code, DealerMark.Contest.STRUCK, why);
    }

    private void judge(Actor actor, String code, DealerMark.Contest verdict, String why) {
        reason(why);
        DealerMark mark = locked(actor, code);
        if (mark.contest() != DealerMark.Contest.CONTESTED) {
            throw new Problem(FulfilmentProblem.NOT_CONTESTED).with("code", code);
        }
        close(actor, mark, verdict, why.strip());
    }

    private void close(Actor actor, DealerMark mark, DealerMark.Contest verdict, String why) {
        marks.judged(actor, mark.code(), verdict, why);
        if (verdict == DealerMark.Contest.STRUCK) {
            marks.forgive(actor, mark);
        }
    }

    /** Strikes what headquarters did not judge in its time. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean closeUnjudged(Actor actor, int limit) {
        List<DealerMark> late = marks.lockUnjudged(actor, clock.now().minus(JUDGE_WITHIN), limit);
        late.forEach(mark -> close(actor, mark, DealerMark.Contest.STRUCK, ""));
        return late.size() == limit;
    }

    /** Reckons the scores of all warehouses that did anything lately, and puts back to 100 those that did nothing. */
    @Requires(Requires.SYSTEM)
    public void reckon(Actor actor) {
        Instant now = clock.now();
        Map<WarehouseId, List<PromiseScore.Tally>> tallies =
                marks.tallies(actor, now.minus(Duration.ofDays(PromiseScore.DAYS)));
        List<WarehouseId> ids = new ArrayList<>(tallies.keySet());
        List<PromiseScore> scores = ids.stream().map(id -> PromiseScore.of(tallies.get(id))).toList();
        PromiseScore nothing = PromiseScore.of(List.of());
        sql.update("""
                with fresh as (
                    select w.id as warehouse_id, w.owner_id, f.score, f.numbers
                      from unnest(?, ?, ?) f(warehouse_id, score, numbers)
                      join warehouse w on w.tenant_id = ? and w.id = f.warehouse_id),
                quiet as (
                    update dealer_score s set score = ?, numbers = ?, at = ?
                     where s.tenant_id = ? and s.score <> 100 and not exists (
                           select from fresh f where f.warehouse_id = s.warehouse_id))
                insert into dealer_score (tenant_id, warehouse_id, dealer_id, score, numbers, at)
                select ?, f.warehouse_id, f.owner_id, f.score, f.numbers::jsonb, ? from fresh f order by f.warehouse_id
                on conflict (tenant_id, warehouse_id)
                   do update set score = excluded.score, numbers = excluded.numbers, at = excluded.at""",
                ids.stream().map(WarehouseId::value).toArray(Long[]::new),
                scores.stream().map(PromiseScore::score).toArray(Integer[]::new),
                scores.stream().map(score -> Json.of(score).text()).toArray(String[]::new), actor.tenant(),
                nothing.score(), Json.of(nothing), now, actor.tenant(), actor.tenant(), now);
        warehouses.scored(actor, sql.list("""
                select warehouse_id, score, (numbers ->> 'offers')::integer as offers from dealer_score where tenant_id = ? and at = ?""",
                row -> new Warehouses.PromiseKept(new WarehouseId(row.number("warehouse_id")), row.integer("score"), row.integer("offers")),
                actor.tenant(), now));
    }

    /**
     * Proposes other fines; a second person approves them, and they count from then on.
     *
     * @return the proposal's code
     * @throws Problem FIELD_INVALID, FIELD_MISSING (reason)
     */
    @Requires(FulfilmentPermission.TERMS)
    public String proposeTerms(Actor actor, DealerTerms terms, String reason) {
        reason(reason);
        DealerTerms now = marks.terms(actor);
        if (terms.late().isNegative() || terms.out().isNegative() || !terms.late().currency().equals(now.late().currency())
                || !terms.out().currency().equals(now.out().currency())) {
            throw Problem.invalid("fine", terms.late());
        }
        if (terms.contestDays() < 1 || terms.contestDays() > 60) {
            throw Problem.invalid("contestDays", terms.contestDays());
        }
        proposals.withdraw(actor, TERMS, TERMS, "");
        return proposals.propose(actor, TERMS, TERMS, TERMS, terms, List.of(
                new Proposal.Effect("dealer-terms.late", now.late().toString(), terms.late().toString()),
                new Proposal.Effect("dealer-terms.out", now.out().toString(), terms.out().toString()),
                new Proposal.Effect("dealer-terms.days", String.valueOf(now.contestDays()),
                        String.valueOf(terms.contestDays()))), reason.strip());
    }

    /** Terms that wait for a second person. */
    @Requires(FulfilmentPermission.TERMS)
    public List<Proposal> proposedTerms(Actor actor) {
        return proposals.waiting(actor, TERMS);
    }

    /** Terms that wait for this person's yes or no. */
    @Requires(FulfilmentPermission.TERMS)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, TERMS);
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(FulfilmentPermission.TERMS)
    public void approveTerms(Actor actor, String proposal) {
        proposals.get(actor, TERMS, proposal);
        marks.newTerms(actor, proposals.approve(actor, proposal).content().as(DealerTerms.class), proposal);
    }

    /** @throws Problem FIELD_MISSING (reason), OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(FulfilmentPermission.TERMS)
    public void rejectTerms(Actor actor, String proposal, String why) {
        reason(why);
        proposals.get(actor, TERMS, proposal);
        proposals.reject(actor, proposal, why.strip());
    }

    private DealerMark locked(Actor actor, String code) {
        return marks.lock(actor, code).orElseThrow(() -> Problem.notFound(DealerMarks.THING, code));
    }

    private static void reason(String reason) {
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
        if (reason.length() > REASON_MAX) {
            throw new Problem(KernelProblem.FIELD_INVALID).with("field", "reason");
        }
    }
}
