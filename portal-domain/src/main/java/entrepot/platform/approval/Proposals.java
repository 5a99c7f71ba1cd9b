package entrepot.platform.approval;

import entrepot.kernel.PersonId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The proposals of all capabilities in one place. The owner of a kind proposes here and, in the
 * transaction of its own approving verb, calls {@link #approve} and applies the content.
 */
@ApplicationScoped
public class Proposals {

    /** Proposals of a list at most. */
    public static final int LIST_MAX = 200;
    private static final String COLUMNS = """
            select code, kind, subject, title, content::text as content, effect::text as effect, reason, state,
                   maker_name, proposed_at, checker_name, decided_at, verdict, maker_person_id from proposal
            """;

    @Inject
    private Sql sql;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    /** Files a proposal and returns its code. The system proposes as nobody, so anybody with the right may approve. */
    public String propose(Actor actor, String kind, String subject, String title, Object content,
                          List<Proposal.Effect> effect, String reason) {
        String code = numbering.next("PRP");
        sql.update("""
                insert into proposal (tenant_id, id, code, kind, subject, title, content, effect, reason, state,
                                      maker_user_id, maker_person_id, maker_name, proposed_at)
                values (?, nextval('proposal_seq'), ?, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, ?, ?, ?)""",
                actor.tenant(), code, kind, subject, title, Json.of(content), Json.of(effect),
                reason == null ? "" : reason, actor.user() == null ? null : actor.user().value(),
                actor.person() == null ? null : actor.person().value(), actor.name(), clock.now());
        history.record(actor, "proposal", code, null, Proposal.State.PROPOSED, reason);
        return code;
    }

    public Proposal get(Actor actor, String code) {
        return find(actor, code).orElseThrow(() -> Problem.notFound("proposal", code));
    }

    /** One of that kind: to those who decide on it, another kind's code is none. @throws Problem NOT_FOUND */
    public Proposal get(Actor actor, String kind, String code) {
        return find(actor, code).filter(found -> found.kind().equals(kind)).orElseThrow(() -> Problem.notFound("proposal", code));
    }

    public Optional<Proposal> find(Actor actor, String code) {
        return sql.first(COLUMNS + " where tenant_id = ? and code = ?", Proposals::proposal, actor.tenant(), code);
    }

    /** How many proposals wait, and since when the oldest; null where none does. */
    public record Queue(long count, Instant oldest) {
    }

    /** What waits for this actor's yes or no: not what it proposed itself. All of it is counted, however much it is. */
    public Queue toDecide(Actor actor, String... kinds) {
        return sql.one("""
                select count(*) as n, min(proposed_at) as oldest from proposal
                 where tenant_id = ? and kind = any (?) and state = 'PROPOSED'
                   and (?::bigint is null or maker_person_id is distinct from ?::bigint)""",
                row -> new Queue(row.number("n"), row.instant("oldest")), actor.tenant(), kinds,
                actor.person() == null ? null : actor.person().value(),
                actor.person() == null ? null : actor.person().value());
    }

    /**
     * The first {@value #LIST_MAX} that wait for a second person, oldest first: for kinds of which only few ever wait. Lists
     * that may grow are read by {@link #page}, and {@link #toDecide} counts them.
     */
    public List<Proposal> waiting(Actor actor, String kind) {
        return sql.list(COLUMNS + " where tenant_id = ? and kind = ? and state = 'PROPOSED' order by id limit ?",
                Proposals::proposal, actor.tenant(), kind, LIST_MAX);
    }

    /**
     * A page of what was proposed of that kind.
     *
     * @param waiting whether only what waits, oldest first; else all, newest first
     * @param about   first words of the subjects that are meant; null for all
     * @param after   the code of the last one of the page before; null for the first page
     * @param limit   {@value #LIST_MAX} at most
     */
    public List<Proposal> page(Actor actor, String kind, boolean waiting, Collection<String> about, String after, int limit) {
        String[] words = about == null ? null : about.toArray(String[]::new);
        return sql.list(COLUMNS + """
                 where tenant_id = ? and kind = ? and (not ? or state = 'PROPOSED')
                   and (?::text[] is null or split_part(subject, ' ', 1) = any (?))
                   and (?::text is null or case when ?
                        then id > (select a.id from proposal a where a.tenant_id = ? and a.code = ?)
                        else id < (select a.id from proposal a where a.tenant_id = ? and a.code = ?) end)
                 order by case when ? then id else -id end limit ?""", Proposals::proposal, actor.tenant(), kind, waiting,
                words, words, after, waiting, actor.tenant(), after, actor.tenant(), after, waiting,
                Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** The newest {@value #LIST_MAX} of that kind, newest first. */
    public List<Proposal> all(Actor actor, String kind) {
        return page(actor, kind, false, null, null, LIST_MAX);
    }

    /** The latest about that subject, whatever became of it. */
    public Optional<Proposal> latest(Actor actor, String kind, String subject) {
        return sql.first(COLUMNS + " where tenant_id = ? and kind = ? and subject = ? order by id desc limit 1",
                Proposals::proposal, actor.tenant(), kind, subject);
    }

    /**
     * Approves and returns it for its owner to apply.
     *
     * @throws Problem OWN_PROPOSAL if the same person made it, ALREADY_DECIDED
     */
    public Proposal approve(Actor actor, String code) {
        return decide(actor, code, Proposal.State.APPROVED, "");
    }

    /** @throws Problem as for approving, REASON_NEEDED without a reason */
    public Proposal reject(Actor actor, String code, String verdict) {
        if (verdict == null || verdict.isBlank()) {
            throw new Problem(ApprovalProblem.REASON_NEEDED);
        }
        return decide(actor, code, Proposal.State.REJECTED, verdict);
    }

    /** Takes back what still waits about that subject; harmless where nothing does. */
    public void withdraw(Actor actor, String kind, String subject, String why) {
        withdrawAll(actor, kind, List.of(subject), why);
    }

    /** The same about any of those subjects. */
    public void withdrawAll(Actor actor, String kind, Collection<String> subjects, String why) {
        List<String> codes = sql.list("""
                update proposal set state = 'WITHDRAWN', decided_at = ?, verdict = ?
                 where tenant_id = ? and kind = ? and subject = any (?) and state = 'PROPOSED'
                returning code""",
                row -> row.text("code"), clock.now(), why, actor.tenant(), kind, subjects.toArray(String[]::new));
        if (!codes.isEmpty()) {
            history.recordAll(actor, "proposal", codes, Proposal.State.PROPOSED, Proposal.State.WITHDRAWN, why);
        }
    }

    /**
     * Takes back what waits and files what is left of it anew, in its maker's name: who said it may still not approve it.
     *
     * @param rest null where nothing is left
     */
    public void shorten(Actor actor, String code, Object rest, List<Proposal.Effect> effect, String why) {
        int waited = sql.update("update proposal set state = 'WITHDRAWN', decided_at = ?, verdict = ? where tenant_id = ? and code = ? and state = 'PROPOSED'",
                clock.now(), why, actor.tenant(), code);
        if (waited == 0) {
            return;
        }
        history.record(actor, "proposal", code, Proposal.State.PROPOSED, Proposal.State.WITHDRAWN, why);
        if (rest != null) {
            String left = numbering.next("PRP");
            sql.update("""
                    insert into proposal (tenant_id, id, code, kind, subject, title, content, effect, reason, state,
                                          maker_user_id, maker_person_id, maker_name, proposed_at)
                    select tenant_id, nextval('proposal_seq'), ?, kind, subject, title, ?, ?, reason, 'PROPOSED',
                           maker_user_id, maker_person_id, maker_name, proposed_at
                      from proposal where tenant_id = ? and code = ?""", left, Json.of(rest), Json.of(effect), actor.tenant(), code);
            history.record(actor, "proposal", left, null, Proposal.State.PROPOSED, code);
        }
    }

    private Proposal decide(Actor actor, String code, Proposal.State state, String verdict) {
        record Lock(Proposal.State state, Long maker) {
        }
        Lock lock = sql.first("select state, maker_person_id from proposal where tenant_id = ? and code = ? for update",
                row -> new Lock(row.oneOf(Proposal.State.class, "state"), row.numberOrNull("maker_person_id")), actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound("proposal", code));
        if (!Proposal.State.TRANSITIONS.allows(lock.state(), state)) {
            throw new Problem(ApprovalProblem.ALREADY_DECIDED).with("code", code).with("state", lock.state());
        }
        Long checker = actor.person() == null ? null : actor.person().value();
        if (checker == null || checker.equals(lock.maker())) {
            throw new Problem(ApprovalProblem.OWN_PROPOSAL).with("code", code);
        }
        sql.update("""
                update proposal set state = ?, checker_user_id = ?, checker_person_id = ?, checker_name = ?,
                       decided_at = ?, verdict = ? where tenant_id = ? and code = ?""",
                state, actor.user().value(), checker, actor.name(), clock.now(), verdict, actor.tenant(), code);
        history.record(actor, "proposal", code, lock.state(), state, verdict);
        return get(actor, code);
    }

    private static Proposal proposal(Row row) {
        return new Proposal(row.text("code"), row.text("kind"), row.text("subject"), row.text("title"),
                row.json("content"), row.json("effect").asListOf(Proposal.Effect.class), row.text("reason"),
                row.oneOf(Proposal.State.class, "state"), row.text("maker_name"),
                row.numberOrNull("maker_person_id") == null ? null : new PersonId(row.number("maker_person_id")),
                row.instant("proposed_at"), row.text("checker_name"), row.instant("decided_at"), row.text("verdict"));
    }
}
