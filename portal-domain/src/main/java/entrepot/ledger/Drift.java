package entrepot.ledger;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Adds the books up anew and compares. Where they do not add up, no payout of the tenant leaves until they do and two persons said so.
 */
@ApplicationScoped
@UseCases
public class Drift {

    /** The kind of its proposals: payouts may leave again. */
    public static final String KIND = "books-release";

    private static final int FRESH_HOURS = 24;
    private static final int KEPT = 500;
    private static final int FOUND_MAX = 100;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    /**
     * Something that is not as it should be.
     *
     * @param what     BALANCE (a kept balance is not its entries' sum), POSTING (its legs do not sum to zero), LEGS (fewer than two legs),
     *                 ORPHAN (entries without a posting or an account) or BOOKS (all entries do not sum to zero)
     * @param where    kind and organisation of the account, or the posting
     * @param kept     minor units as kept; of a posting or the books what its debits and credits differ by
     * @param computed minor units as added up
     */
    public record Difference(String what, String where, long kept, long computed) {
    }

    /**
     * One check.
     *
     * @param differences how many; the first {@value #FOUND_MAX} are named
     */
    public record Check(long postings, long balances, long differences, List<Difference> found, Instant at) {

        /** Whether everything added up. */
        public boolean holds() {
            return differences == 0;
        }
    }

    /** @param released null while payouts stand still */
    public record Parking(List<Difference> why, Instant since, String releasedBy, Instant released) {
    }

    /** The check comes to nothing. @param busy whether the database took too long, the last time */
    public record Failing(Instant since, int tries, boolean busy) {
    }

    /** Whether the books of the tenant did not add up, so that no payout may leave. */
    @Requires(Requires.SYSTEM)
    public boolean parked(Actor actor) {
        return sql.one("select exists (select from ledger_parking where tenant_id = ? and released_at is null) as parked",
                row -> row.flag("parked"), actor.tenant());
    }

    /**
     * Whether money may leave: the books add up, and they were asked within the last {@value #FRESH_HOURS} hours. Where the check behind the scenes came to nothing
     * for so long, or the last time, they are added up now.
     */
    @Requires(Requires.SYSTEM)
    public boolean mayPay(Actor actor) {
        boolean fresh = sql.one("""
                select exists (select from ledger_drift where tenant_id = ? and at > ?)
                       and not exists (select from ledger_drift_failing where tenant_id = ?) as fresh""", row -> row.flag("fresh"), actor.tenant(),
                clock.now().minus(Duration.ofHours(FRESH_HOURS)), actor.tenant());
        return !parked(actor) && (fresh || checkedApart(actor).holds());
    }

    /** Adds up in a transaction of its own: the refusal that may follow would take back what was found, and with it the parking. */
    private Check checkedApart(Actor actor) {
        try {
            return CompletableFuture.supplyAsync(() -> transactions.waitedFor(actor.tenant(), () -> check(actor)), work -> new Thread(work, "drift").start()).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** Adds everything up, keeps the result and parks the payouts if it does not hold. */
    @Requires(Requires.SYSTEM)
    public Check check(Actor actor) {
        List<Counted> found = found(actor);
        List<Difference> named = found.stream().map(Counted::difference).toList();
        Check check = sql.one("""
                insert into ledger_drift (tenant_id, id, postings, balances, differences, found, at)
                select ?, nextval('ledger_drift_seq'), (select count(*) from ledger_posting where tenant_id = ?),
                       (select count(*) from ledger_balance where tenant_id = ?), ?, ?, ?
                returning postings, balances, differences, found::text as found, at""", Drift::check, actor.tenant(), actor.tenant(), actor.tenant(),
                found.isEmpty() ? 0 : found.get(0).differences(), Json.of(named), clock.now());
        sql.update("""
                delete from ledger_drift where tenant_id = ? and id < (
                    select min(id) from (select id from ledger_drift where tenant_id = ? order by id desc limit ?) kept)""",
                actor.tenant(), actor.tenant(), KEPT);
        sql.update("delete from ledger_drift_failing where tenant_id = ?", actor.tenant());
        if (!check.holds()) {
            sql.update("""
                    insert into ledger_parking (tenant_id, id, why, parked_at) values (?, nextval('ledger_parking_seq'), ?, ?)
                    on conflict do nothing""", actor.tenant(), Json.of(named), clock.now());
        }
        return check;
    }

    /** The check came to nothing: that is said until one ends. */
    @Requires(Requires.SYSTEM)
    public void failed(Actor actor, RuntimeException failure) {
        sql.update("""
                insert into ledger_drift_failing as f (tenant_id, since, tries, busy) values (?, ?, 1, ?)
                on conflict (tenant_id) do update set tries = f.tries + 1, busy = excluded.busy""", actor.tenant(), clock.now(),
                failure instanceof SqlFailure refused && refused.isGivenUp());
    }

    /** Since when the check comes to nothing, if it does. */
    @Requires(LedgerPermission.READ)
    public Optional<Failing> failing(Actor actor) {
        return sql.first("select since, tries, busy from ledger_drift_failing where tenant_id = ?",
                row -> new Failing(row.instant("since"), row.integer("tries"), row.flag("busy")), actor.tenant());
    }

    /** How many differences there are now; nothing is kept. */
    @Requires(LedgerPermission.READ)
    public long differences(Actor actor) {
        return found(actor).stream().findFirst().map(Counted::differences).orElse(0L);
    }

    private List<Counted> found(Actor actor) {
        return sql.list("""
                with sums as (select account_id, sum(amount_minor) as amount from ledger_entry where tenant_id = ? group by account_id),
                -- one look at the entries and one at the postings, for all that a posting can have wrong
                postings as (
                    select coalesce(n.posting_id, p.id) as id, p.id as known, p.event, p.cause_code, n.amount, n.legs, n.mixed
                      from (select posting_id, sum(amount_minor) as amount, count(*) as legs, bool_or(currency <> ?) as mixed
                              from ledger_entry where tenant_id = ? group by posting_id) n
                      full join (select id, event, cause_code from ledger_posting where tenant_id = ?) p on p.id = n.posting_id
                     where p.id is null or n.legs is null or n.legs < 2 or n.amount <> 0 or n.mixed),
                found as (
                    select 'BALANCE' as what, a.kind || coalesce(' ' || a.organisation_id, '') as place,
                           b.balance_minor as kept, (-coalesce(s.amount, 0))::bigint as computed
                      from ledger_balance b
                      join ledger_account a on a.tenant_id = b.tenant_id and a.id = b.account_id
                      left join sums s on s.account_id = b.account_id
                     where b.tenant_id = ? and b.balance_minor <> -coalesce(s.amount, 0)
                    union all
                    select 'POSTING', coalesce(event || ' ' || cause_code, id::text), amount::bigint, 0 from postings where amount <> 0 or mixed
                    union all
                    select 'LEGS', event || ' ' || cause_code, coalesce(legs, 0), 2 from postings where known is not null and coalesce(legs, 0) < 2
                    union all
                    select 'ORPHAN', id::text, amount::bigint, 0 from postings where known is null
                    union all
                    select 'ORPHAN', s.account_id::text, s.amount::bigint, 0
                      from sums s left join ledger_account a on a.tenant_id = ? and a.id = s.account_id where a.id is null
                    union all
                    select 'BOOKS', currency, sum(amount_minor)::bigint, 0 from ledger_entry where tenant_id = ? group by currency having sum(amount_minor) <> 0)
                select what, place, kept, computed, count(*) over () as differences from found order by what, place limit ?""",
                row -> new Counted(new Difference(row.text("what"), row.text("place"), row.number("kept"), row.number("computed")),
                        row.number("differences")), actor.tenant(), transactions.tenant().currency(), actor.tenant(), actor.tenant(), actor.tenant(), actor.tenant(),
                actor.tenant(), FOUND_MAX);
    }

    private record Counted(Difference difference, long differences) {
    }

    /** The last checks, the newest first. */
    @Requires(LedgerPermission.READ)
    public List<Check> checks(Actor actor, int limit) {
        return sql.list("select postings, balances, differences, found::text as found, at from ledger_drift where tenant_id = ? order by id desc limit ?",
                Drift::check, actor.tenant(), Math.max(1, Math.min(limit, KEPT)));
    }

    /** Why payouts stand still, or stood still last. */
    @Requires(LedgerPermission.READ)
    public Optional<Parking> parking(Actor actor) {
        return sql.first("select why::text as why, parked_at, released_by, released_at from ledger_parking where tenant_id = ? order by id desc limit 1",
                row -> new Parking(row.json("why").asListOf(Difference.class), row.instant("parked_at"), row.text("released_by"),
                        row.instant("released_at")), actor.tenant());
    }

    /** The proposal to let payouts leave again, while it waits. */
    @Requires(LedgerPermission.READ)
    public Optional<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND).stream().findFirst();
    }

    /**
     * Proposes that payouts leave again: the books are added up at once, and must hold.
     *
     * @return the proposal's code
     * @throws Problem NOT_PARKED, BOOKS_DIFFER, FIELD_MISSING (reason)
     */
    @Requires(LedgerPermission.PROPOSE)
    public String propose(Actor actor, String reason) {
        String why = Reason.of(reason);
        long differences = standing(actor);
        proposals.withdraw(actor, KIND, "books", "");
        return proposals.propose(actor, KIND, "books", "", List.of(), List.of(new Proposal.Effect("books.differences",
                Long.toString(differences), "0")), why);
    }

    /** Lets payouts leave again; the books are added up once more. @throws Problem NOT_PARKED, BOOKS_DIFFER, OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(LedgerPermission.APPROVE)
    public void approve(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        standing(actor);
        Proposal approved = proposals.approve(actor, proposal);
        sql.update("""
                update ledger_parking set maker_person_id = ?, checker_person_id = ?, released_by = ?, released_at = ?, proposal = ?
                 where tenant_id = ? and released_at is null""", approved.makerPerson(), actor.person(),
                approved.maker() + ", " + actor.name(), clock.now(), proposal, actor.tenant());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(LedgerPermission.APPROVE)
    public void reject(Actor actor, String proposal, String why) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, why);
    }

    /** How much differed when it was parked. Looks without keeping: a refusal would take what was kept back with it. */
    private long standing(Actor actor) {
        Parking parking = parking(actor).filter(found -> found.released() == null)
                .orElseThrow(() -> new Problem(LedgerProblem.NOT_PARKED));
        long differences = differences(actor);
        if (differences > 0) {
            throw new Problem(LedgerProblem.BOOKS_DIFFER).with("differences", differences);
        }
        return parking.why().size();
    }

    private static Check check(Row row) {
        return new Check(row.number("postings"), row.number("balances"), row.number("differences"),
                row.json("found").asListOf(Difference.class), row.instant("at"));
    }
}
