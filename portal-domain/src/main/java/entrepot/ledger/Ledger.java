package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes and reads the books. Whoever moves money posts here in its own transaction; there is no other way,
 * and nothing posted is ever changed.
 */
@ApplicationScoped
@UseCases
public class Ledger {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;

    /**
     * All postings with all their legs in one statement, because the database closes a posting with it. A leg finds its posting by its place:
     * joined, thousands of legs would be compared with thousands of postings by a plan that was made for a few.
     */
    private static final String POST = """
            with new_posting as materialized (
                select nextval('ledger_posting_seq') as id, u.*
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                       with ordinality u(event, cause_type, cause_code, note, r_event, r_type, r_code, no)),
            posted as (
                insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, note, reverses, occurred_at)
                select ?, n.id, n.event, n.cause_type, n.cause_code, n.note,
                       case when n.r_event is not null then (
                           select r.id from ledger_posting r where r.tenant_id = ? and r.event = n.r_event
                              and r.cause_type = n.r_type and r.cause_code = n.r_code) end, ?
                  from new_posting n)
            insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
            select ?, (select array_agg(n.id order by n.no) from new_posting n)[l.no], l.leg, a.id, l.currency, l.amount
              from unnest(?::int[], ?::text[], ?::bigint[], ?::text[], ?::bigint[])
                   with ordinality l(no, kind, organisation, currency, amount, leg)
              left join ledger_account a on a.tenant_id = ? and a.owner_id = l.organisation
                                        and a.kind = l.kind""";

    /** What the trigger says of an account that would go below its limit. */
    private static final Pattern AVAILABLE = Pattern.compile("limit_ck\": ([A-Z_]+) available (-?\\d+)");

    @Inject
    private Sql sql;

    @Inject
    private PostingRows postings;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** Tenants whose own accounts are known to be open, so that the hot path need not look. */
    private final Set<TenantId> opened = ConcurrentHashMap.newKeySet();

    /** Posts one movement; see {@link #postAll}. */
    @Requires(Requires.SYSTEM)
    public void post(Actor actor, NewPosting posting) {
        postAll(actor, List.of(posting));
    }

    /**
     * Posts movements, all or none, at the business time of now.
     *
     * @throws Problem ALREADY_POSTED, UNBALANCED, ACCOUNT_NOT_OPEN, ACCOUNT_CURRENCY; BELOW_LIMIT with the account's
     *                 {@code kind} and what was {@code available}. The transaction is lost with any of them
     */
    @Requires(Requires.SYSTEM)
    public void postAll(Actor actor, List<NewPosting> postings) {
        if (postings.isEmpty()) {
            return;
        }
        Trip trip = sql.trip();
        postAll(actor, trip, postings);
        trip.go();
    }

    /** The same at another business time, for what is written down later: adjustments and opening balances. @throws Problem PERIOD_CLOSED too */
    @Requires(Requires.SYSTEM)
    public void postAll(Actor actor, Instant at, List<NewPosting> postings) {
        Trip trip = sql.trip();
        postAll(actor, trip, at, postings);
        trip.go();
    }

    /** The same, with others in one round trip: refusals come with its answer. */
    @Requires(Requires.SYSTEM)
    public void postAll(Actor actor, Trip trip, List<NewPosting> postings) {
        postAll(actor, trip, clock.now(), postings);
    }

    private void postAll(Actor actor, Trip trip, Instant at, List<NewPosting> postings) {
        if (postings.isEmpty()) {
            return;
        }
        postings.forEach(Ledger::checkBalanced);
        openHeadquarters(actor);
        List<Integer> no = new ArrayList<>();
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < postings.size(); i++) {
            for (Leg leg : postings.get(i).legs()) {
                no.add(i + 1);
                legs.add(leg);
            }
        }
        trip.refusing(failure -> failure instanceof SqlFailure refused ? refusal(refused, postings) : failure);
        trip.update(POST,
                texts(postings.stream().map(NewPosting::event).toList()),
                texts(postings.stream().map(NewPosting::causeType).toList()),
                texts(postings.stream().map(NewPosting::causeCode).toList()),
                texts(postings.stream().map(NewPosting::note).toList()),
                texts(postings.stream().map(p -> p.reverses() == null ? null : p.reverses().event()).toList()),
                texts(postings.stream().map(p -> p.reverses() == null ? null : p.reverses().causeType()).toList()),
                texts(postings.stream().map(p -> p.reverses() == null ? null : p.reverses().causeCode()).toList()),
                actor.tenant(), actor.tenant(), at, actor.tenant(),
                no.toArray(Integer[]::new),
                texts(legs.stream().map(leg -> leg.account().kind().name()).toList()),
                legs.stream().map(leg -> organisation(leg.account())).toArray(Long[]::new),
                texts(legs.stream().map(leg -> leg.amount().currency()).toList()),
                legs.stream().map(leg -> leg.amount().minor()).toArray(Long[]::new),
                actor.tenant());
    }

    /** Opens an organisation's accounts in the tenant's currency; harmless if they are open. */
    @Requires(Requires.SYSTEM)
    public void openAccounts(Actor actor, OrganisationId organisation) {
        openHeadquarters(actor);
        open(actor, organisation.value(), Arrays.stream(AccountKind.values()).filter(AccountKind::isOrganisations));
    }

    /**
     * The balance, signed by the account's normal side; zero for an account that was never opened.
     *
     * @throws Problem NOT_FOUND for an account that the actor may not see
     */
    @Requires(LedgerPermission.READ)
    public Money balance(Actor actor, Account account) {
        return balances(actor, List.of(account)).get(0);
    }

    /** The balances of several accounts, in their order. */
    @Requires(LedgerPermission.READ)
    public List<Money> balances(Actor actor, List<Account> accounts) {
        accounts.forEach(account -> checkSeen(actor, account));
        String currency = transactions.tenant().currency();
        return sql.list("""
                select coalesce(b.balance_minor, case when a.id is not null then (
                           select sum(e.amount_minor)::bigint * l.sign from ledger_entry e
                            where e.tenant_id = a.tenant_id and e.account_id = a.id) end, 0) as balance_minor,
                       coalesce(a.currency, ?::char(3)) as currency
                  from unnest(?::text[], ?::bigint[], ?::int[]) with ordinality l(kind, organisation, sign, no)
                  left join ledger_account a on a.tenant_id = ? and a.owner_id = l.organisation
                                            and a.kind = l.kind
                  left join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                 order by l.no""",
                row -> row.money("balance"), currency,
                texts(accounts.stream().map(account -> account.kind().name()).toList()),
                accounts.stream().map(Ledger::organisation).toArray(Long[]::new),
                accounts.stream().map(account -> (int) account.kind().signed(1)).toArray(Integer[]::new),
                actor.tenant());
    }

    /**
     * What each organisation may still take from its account of that kind: balance and limit together, with others in
     * one round trip. Organisations without the account are left out.
     */
    @Requires(Requires.SYSTEM)
    public Later<Map<OrganisationId, Money>> available(Actor actor, Trip trip, AccountKind kind,
                                                       Collection<OrganisationId> organisations) {
        return trip.list("""
                select a.organisation_id, b.balance_minor + b.limit_minor as available_minor, a.currency
                  from ledger_account a
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                 where a.tenant_id = ? and a.owner_id = any (?) and a.kind = ?""",
                row -> Map.entry(organisation(row.numberOrNull("organisation_id")), row.money("available")),
                actor.tenant(), Columns.numbers(organisations, OrganisationId::value), kind)
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** How far below zero an organisation's wallet may go. */
    @Requires(LedgerPermission.READ)
    public Money limit(Actor actor, Account account) {
        checkSeen(actor, account);
        return sql.first("""
                select b.limit_minor, a.currency from ledger_account a
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                 where a.tenant_id = ? and a.owner_id = ? and a.kind = ?""",
                row -> row.money("limit"), actor.tenant(), organisation(account), account.kind())
                .orElseGet(() -> Money.zero(transactions.tenant().currency()));
    }

    /**
     * How far below zero an organisation's wallet may go from now on. Where it is deeper already, it stays where it is and the limit falls with each
     * payment to {@code limit}; the database refuses what no credit line of two persons covers.
     */
    @Requires(Requires.SYSTEM)
    public void limitWallet(Actor actor, OrganisationId organisation, Money limit) {
        sql.update("""
                update ledger_balance b set limit_floor_minor = ?, limit_minor = greatest(?, -b.balance_minor)
                  from ledger_account a
                 where a.tenant_id = ? and a.organisation_id = ? and a.kind = 'WALLET' and b.tenant_id = a.tenant_id and b.account_id = a.id""",
                limit.minor(), limit.minor(), actor.tenant(), organisation);
    }

    /**
     * What moved on an account, newest first.
     *
     * @param after the key of the last entry of the page before; null for the first page
     */
    @Requires(LedgerPermission.READ)
    public List<Entry> entries(Actor actor, Account account, PostingKey after, int limit) {
        checkSeen(actor, account);
        PostingKey from = after == null ? new PostingKey("", "", "") : after;
        return sql.list("""
                with account as (
                    select a.tenant_id, a.id, a.currency, ?::int as sign from ledger_account a
                     where a.tenant_id = ? and a.owner_id = ? and a.kind = ?),
                bound as (
                    select coalesce((select p.id from ledger_posting p where p.tenant_id = ? and p.event = ?
                                        and p.cause_type = ? and p.cause_code = ?), 9223372036854775807) as id),
                page as (
                    select e.posting_id, sum(e.amount_minor)::bigint as amount
                      from account a join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                     where e.posting_id < (select id from bound)
                     group by e.posting_id order by e.posting_id desc limit ?),
                before as (
                    select coalesce(sum(e.amount_minor), 0)::bigint as amount
                      from account a join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                     where e.posting_id < (select min(posting_id) from page))
                select p.event, p.cause_type, p.cause_code, p.note, p.occurred_at, a.currency,
                       a.sign * page.amount as amount_minor,
                       (a.sign * (before.amount + sum(page.amount) over (order by page.posting_id)))::bigint
                           as balance_minor
                  from account a cross join page cross join before
                  join ledger_posting p on p.tenant_id = a.tenant_id and p.id = page.posting_id
                 order by page.posting_id desc""",
                row -> new Entry(PostingRows.key(row), row.money("amount"),
                        row.money("balance"), row.text("note"), row.instant("occurred_at")),
                account.kind().signed(1), actor.tenant(), organisation(account), account.kind(),
                actor.tenant(), from.event(), from.causeType(), from.causeCode(), Math.min(limit, LIST_MAX));
    }

    /**
     * The journal, newest first.
     *
     * @param after the key of the last posting of the page before; null for the first page
     */
    @Requires(LedgerPermission.READ)
    public List<Posting> journal(Actor actor, PostingKey after, int limit) {
        PostingKey from = after == null ? new PostingKey("", "", "") : after;
        return postings.newest(actor, """
                p.id < coalesce((select b.id from ledger_posting b where b.tenant_id = ? and b.event = ?
                                    and b.cause_type = ? and b.cause_code = ?), 9223372036854775807)""",
                Math.min(limit, LIST_MAX), actor.tenant(), from.event(), from.causeType(), from.causeCode());
    }

    /** @throws Problem NOT_FOUND */
    @Requires(LedgerPermission.READ)
    public Posting get(Actor actor, PostingKey key) {
        return find(actor, key).orElseThrow(() -> Problem.notFound("posting", key.text()));
    }

    /** The same, where it may not be there. */
    @Requires(LedgerPermission.READ)
    public Optional<Posting> find(Actor actor, PostingKey key) {
        return postings.newest(actor, "p.event = ? and p.cause_type = ? and p.cause_code = ?", 1,
                key.event(), key.causeType(), key.causeCode()).stream().findFirst();
    }

    /** Every kind of account with what was debited and credited in all; the two columns add up to the same. */
    @Requires(LedgerPermission.READ)
    public List<TrialLine> trialBalance(Actor actor) {
        return sql.list("""
                select a.kind, a.currency, count(distinct a.id) as accounts,
                       coalesce(sum(e.amount_minor) filter (where e.amount_minor > 0), 0)::bigint as debit_minor,
                       coalesce(-sum(e.amount_minor) filter (where e.amount_minor < 0), 0)::bigint as credit_minor
                  from ledger_account a
                  join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                 where a.tenant_id = ? group by a.kind, a.currency""",
                row -> new TrialLine(row.oneOf(AccountKind.class, "kind"), row.number("accounts"),
                        row.money("debit"), row.money("credit")), actor.tenant())
                .stream().sorted((one, other) -> one.kind().compareTo(other.kind())).toList();
    }

    private void openHeadquarters(Actor actor) {
        if (!opened.contains(actor.tenant())) {
            open(actor, 0, Arrays.stream(AccountKind.values()).filter(kind -> !kind.isOrganisations()));
            transactions.afterCommit(() -> opened.add(actor.tenant()));
        }
    }

    private void open(Actor actor, long organisation, Stream<AccountKind> kinds) {
        sql.update("""
                insert into ledger_account (tenant_id, id, kind, organisation_id, currency)
                select ?, nextval('ledger_account_seq'), k, nullif(?::bigint, 0), ? from unnest(?) k
                on conflict do nothing""",
                actor.tenant(), organisation, transactions.tenant().currency(),
                kinds.map(Enum::name).toArray(String[]::new));
    }

    private static void checkBalanced(NewPosting posting) {
        long distinct = posting.legs().stream().map(leg -> leg.amount().currency()).distinct().count();
        if (posting.legs().size() < 2 || distinct != 1
                || posting.legs().stream().map(Leg::amount).reduce(Money::plus).filter(Money::isZero).isEmpty()
                || posting.legs().stream().anyMatch(leg -> leg.amount().isZero())) {
            throw new Problem(LedgerProblem.UNBALANCED).with("event", posting.event())
                    .with("cause", posting.causeCode());
        }
    }

    private static RuntimeException refusal(SqlFailure failure, List<NewPosting> postings) {
        String cause = postings.get(0).causeCode();
        return switch (failure.constraint()) {
            case "ledger_posting__cause_uq" -> new Problem(LedgerProblem.ALREADY_POSTED).with("cause", cause);
            case "ledger_posting__reverses_uq" -> new Problem(LedgerProblem.ALREADY_POSTED).with("cause", cause);
            case "ledger_entry__account_fk" -> new Problem(LedgerProblem.ACCOUNT_CURRENCY).with("cause", cause);
            case "ledger_balance__limit_ck" -> belowLimit(failure, postings);
            case "ledger_posting__period_ck" -> new Problem(LedgerProblem.PERIOD_CLOSED).with("cause", cause);
            default -> failure.state().equals("23502") && failure.getMessage().contains("\"account_id\"")
                    ? new Problem(LedgerProblem.ACCOUNT_NOT_OPEN).with("cause", cause) : failure;
        };
    }

    private static Problem belowLimit(SqlFailure failure, List<NewPosting> postings) {
        String currency = postings.get(0).legs().get(0).amount().currency();
        Problem problem = new Problem(LedgerProblem.BELOW_LIMIT);
        Matcher said = AVAILABLE.matcher(failure.getMessage());
        if (said.find()) {
            problem.with("kind", said.group(1))
                    .with("available", Money.of(Long.parseLong(said.group(2)), currency));
        }
        return problem;
    }

    static void checkSeen(Actor actor, Account account) {
        if (!actor.headquarters() && !actor.sees(account.organisation())) {
            throw Problem.notFound("account", account.kind().name());
        }
    }

    private static Long organisation(Account account) {
        return account.organisation() == null ? 0L : account.organisation().value();
    }

    private static OrganisationId organisation(Long id) {
        return id == null ? null : new OrganisationId(id);
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}
