package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads the books as of any day. What belongs to a day is decided by business time in the tenant's zone; "as known at" leaves out what was
 * recorded later, by real time.
 */
@ApplicationScoped
@UseCases
public class Books {

    /** Legs or entries of a file at most: what a sheet can hold, with its heading. */
    public static final int EXPORT_MAX = 1_000_000;
    /** Legs on paper at most. */
    public static final int PAPER_MAX = 100_000;

    private static final int MONTHS_MAX = 1_200;

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
    private static final int FETCH = 2_000;
    /**
     * What each posting moved on one account, added up before it is looked at when that was: of an account that everybody posts to that is a million
     * rows.
     */
    private static final String MOVED = """
            with m as not materialized (
                select e.posting_id, (?::int * sum(e.amount_minor))::bigint as amount from ledger_entry e
                 where e.tenant_id = ? and e.account_id = ? group by e.posting_id)
            select %s
              from m join ledger_posting p on p.tenant_id = ? and p.id = m.posting_id
            """;

    @Inject
    private Sql sql;

    @Inject
    private PostingRows postings;

    @Inject
    private Transactions transactions;

    @Inject
    private Proposals proposals;

    @Inject
    private BusinessClock clock;

    /** What waits for this person's yes or no. @param kinds of proposals about the books */
    @Requires(LedgerPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor, String... kinds) {
        return proposals.toDecide(actor, kinds);
    }

    /** What was posted for one cause, the newest first. */
    @Requires(LedgerPermission.READ)
    public List<Posting> ofCause(Actor actor, String causeType, String causeCode) {
        return postings.newest(actor, "p.cause_type = ? and p.cause_code = ?", Ledger.LIST_MAX, causeType, causeCode);
    }

    /**
     * The journal, the newest first.
     *
     * @param after the key of the last posting of the page before; null for the first page
     */
    @Requires(LedgerPermission.READ)
    public List<Posting> journal(Actor actor, JournalFilter filter, PostingKey after, int limit) {
        List<Object> values = new ArrayList<>();
        String which = which(filter, values);
        PostingKey from = after == null ? new PostingKey("", "", "") : after;
        values.addAll(List.of(actor.tenant(), from.event(), from.causeType(), from.causeCode()));
        return postings.newest(actor, which + " and " + """
                p.id < coalesce((select b.id from ledger_posting b where b.tenant_id = ? and b.event = ?
                                         and b.cause_type = ? and b.cause_code = ?), 9223372036854775807)""",
                Math.min(limit, Ledger.LIST_MAX), values.toArray());
    }

    /**
     * The same as a journal is printed: the oldest first, by business time.
     *
     * @throws Problem TOO_MANY_ROWS before the first is handed over
     */
    @Requires(LedgerPermission.READ)
    public void journal(Actor actor, JournalFilter filter, Consumer<Posting> use) {
        journal(actor, filter, EXPORT_MAX, use);
    }

    private void journal(Actor actor, JournalFilter filter, int max, Consumer<Posting> use) {
        List<Object> values = new ArrayList<>();
        String which = which(filter, values);
        List<Object> counted = new ArrayList<>(List.of(actor.tenant()));
        counted.addAll(values);
        counted.add(max + 1);
        limited(sql.one("""
                select count(*) as n from (
                    select from ledger_posting p join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                     where p.tenant_id = ? and %s limit ?) counted""".formatted(which), row -> row.number("n"), counted.toArray()), max);
        postings.each(actor, which, "p.occurred_at, p.id", max, use, values.toArray());
    }

    /**
     * Prints the journal as PDF: a line a leg, each page with what was carried over.
     *
     * @param title stands on every page
     * @throws Problem TOO_MANY_ROWS before a byte is written
     */
    @Requires(LedgerPermission.READ)
    public void print(Actor actor, JournalFilter filter, String title, JournalWords words, OutputStream target) {
        JournalPdf[] paper = new JournalPdf[1];
        Runnable begin = () -> paper[0] = new JournalPdf(target, title, words, Money.zero(transactions.tenant().currency()),
                transactions.tenant().zone());
        journal(actor, filter, PAPER_MAX, posting -> {
            if (paper[0] == null) {
                begin.run();
            }
            paper[0].add(posting);
        });
        if (paper[0] == null) {
            begin.run();
        }
        paper[0].close();
    }

    private static void limited(long rows, int max) {
        if (rows > max) {
            throw new Problem(LedgerProblem.TOO_MANY_ROWS).with("max", max);
        }
    }

    private String which(JournalFilter filter, List<Object> values) {
        StringBuilder which = new StringBuilder("p.occurred_at >= ? and p.occurred_at < ?");
        values.add(from(filter.from()));
        values.add(until(filter.to()));
        if (filter.knownAt() != null) {
            which.append(" and p.recorded_at < ?");
            values.add(filter.knownAt());
        }
        if (filter.event() != null) {
            which.append(" and p.event = ?");
            values.add(filter.event());
        }
        if (filter.causeType() != null) {
            which.append(" and p.cause_type = ?");
            values.add(filter.causeType());
        }
        if (filter.causeCode() != null) {
            which.append(" and (p.cause_code = ? or starts_with(p.cause_code, ?) or p.note = ?)");
            values.addAll(List.of(filter.causeCode(), filter.causeCode() + "/", filter.causeCode()));
        }
        if (filter.organisation() != null || filter.kind() != null || filter.least() != null || filter.most() != null) {
            which.append(" and ").append("""
                    exists (select from ledger_entry e join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id
                                  where e.tenant_id = p.tenant_id and e.posting_id = p.id
                                    and (?::bigint is null or a.organisation_id = ?) and (?::text is null or a.kind = ?)
                                    and abs(e.amount_minor) between ? and ?)""");
            Long organisation = filter.organisation() == null ? null : filter.organisation().value();
            String kind = filter.kind() == null ? null : filter.kind().name();
            values.addAll(Arrays.asList(organisation, organisation, kind, kind, filter.least() == null ? 0L : filter.least(),
                    filter.most() == null ? Long.MAX_VALUE : filter.most()));
        }
        return which.toString();
    }

    /** Every event that was ever posted, for choosing one; and {@link #causeTypes} of what caused them. */
    @Requires(LedgerPermission.READ)
    public List<String> events(Actor actor) {
        return words(actor, "event").stream().distinct().toList();
    }

    /** Every word of a cause that was ever posted for. */
    @Requires(LedgerPermission.READ)
    public List<String> causeTypes(Actor actor) {
        return words(actor, "cause_type").stream().distinct().sorted().toList();
    }

    /** Leaps from one to the next in the index, however many postings there are. */
    private List<String> words(Actor actor, String column) {
        return sql.list("""
                with recursive word as (
                    (select event, cause_type from ledger_posting where tenant_id = ? order by event, cause_type limit 1)
                    union all
                    select n.event, n.cause_type from word w cross join lateral (
                        select event, cause_type from ledger_posting
                         where tenant_id = ? and (event, cause_type) > (w.event, w.cause_type)
                         order by event, cause_type limit 1) n)
                select %s as word from word limit 1000""".formatted(column), row -> row.text("word"), actor.tenant(), actor.tenant());
    }

    /**
     * What an account did in some days.
     *
     * @param from    first day; null for the beginning
     * @param to      last day; null for now
     * @param knownAt null for what is known now
     * @throws Problem NOT_FOUND for an account that the actor may not see
     */
    @Requires(LedgerPermission.READ)
    public AccountStatement statement(Actor actor, Account account, LocalDate from, LocalDate to, Instant knownAt) {
        Ledger.checkSeen(actor, account);
        Money none = Money.zero(transactions.tenant().currency());
        Kept kept = kept(actor, account);
        if (kept == null) {
            return new AccountStatement(account, none, none, none, none, 0);
        }
        Instant start = from(from);
        Instant until = until(to);
        Summed summed = knownAt == null ? summed(actor, account, kept, start.isBefore(until) ? start : until) : new Summed(Instant.EPOCH, 0);
        return sql.one(MOVED.formatted("""
                coalesce(sum(m.amount) filter (where p.occurred_at < ?), 0)::bigint as opening,
                       coalesce(sum(m.amount) filter (where p.occurred_at >= ? and m.amount > 0), 0)::bigint as added,
                       coalesce(-sum(m.amount) filter (where p.occurred_at >= ? and m.amount < 0), 0)::bigint as taken,
                       count(*) filter (where p.occurred_at >= ?) as entries""")
                + " where p.occurred_at >= ? and p.occurred_at < ?" + known(knownAt, " and p.recorded_at < ?"),
                row -> {
                    long opening = Math.addExact(summed.minor(), row.number("opening"));
                    return new AccountStatement(account, Money.of(opening, kept.currency()), Money.of(row.number("added"), kept.currency()),
                            Money.of(row.number("taken"), kept.currency()),
                            Money.of(opening + row.number("added") - row.number("taken"), kept.currency()), row.number("entries"));
                }, values(account.kind().signed(1), actor.tenant(), kept.id(), start, start, start, start, actor.tenant(), summed.until(), until, knownAt));
    }

    /** An account as it is kept. */
    private record Kept(long id, String currency) {
    }

    /** @return null where it was never opened */
    private Kept kept(Actor actor, Account account) {
        return sql.first("select id, currency from ledger_account where tenant_id = ? and owner_id = ? and kind = ?", row -> new Kept(row.number("id"), row.text("currency")),
                actor.tenant(), number(account.organisation()), account.kind()).orElse(null);
    }

    /** What closed months at the beginning of the books come to, so that only later postings are looked at. @param minor signed by the account's normal side */
    private record Summed(Instant until, long minor) {
    }

    private Summed summed(Actor actor, Account account, Kept kept, Instant start) {
        Instant until = summedUntil(actor, start, start);
        return until.equals(Instant.EPOCH) ? new Summed(until, 0) : sql.one("""
                select coalesce(sum(c.debit_minor - c.credit_minor), 0)::bigint as minor
                  from ledger_period m join ledger_period_sum c on c.tenant_id = m.tenant_id and c.period_id = m.id
                 where m.tenant_id = ? and m.to_at <= ? and c.account_id = ?""",
                row -> new Summed(until, account.kind().signed(row.number("minor"))), actor.tenant(), until, kept.id());
    }

    private static String known(Instant knownAt, String condition) {
        return knownAt == null ? "" : condition;
    }

    /** Without those that are not there. */
    private static Object[] values(Object... values) {
        return Arrays.stream(values).filter(Objects::nonNull).toArray();
    }

    /**
     * The lines of that statement, the oldest first, with the balance after each.
     *
     * @param after the posting of the last line of the page before; null for the first page
     */
    @Requires(LedgerPermission.READ)
    public List<Entry> lines(Actor actor, Account account, LocalDate from, LocalDate to, Instant knownAt, PostingKey after, int limit) {
        List<Entry> lines = new ArrayList<>();
        lines(actor, account, from, to, knownAt, after, Math.min(limit, Ledger.LIST_MAX), lines::add);
        return lines;
    }

    /** All of them. @throws Problem TOO_MANY_ROWS before the first is handed over */
    @Requires(LedgerPermission.READ)
    public void lines(Actor actor, Account account, LocalDate from, LocalDate to, Instant knownAt, Consumer<Entry> use) {
        limited(statement(actor, account, from, to, knownAt).entries(), EXPORT_MAX);
        lines(actor, account, from, to, knownAt, null, EXPORT_MAX, use);
    }

    private void lines(Actor actor, Account account, LocalDate from, LocalDate to, Instant knownAt, PostingKey after, int limit,
                       Consumer<Entry> use) {
        Ledger.checkSeen(actor, account);
        Kept kept = kept(actor, account);
        if (kept == null) {
            return;
        }
        record Place(Instant at, long id) {
        }
        Place start = after == null ? new Place(from(from), 0) : sql.first("""
                select occurred_at, id from ledger_posting where tenant_id = ? and event = ? and cause_type = ? and cause_code = ?""",
                row -> new Place(row.instant("occurred_at"), row.number("id")), actor.tenant(), after.event(), after.causeType(), after.causeCode())
                .filter(place -> !place.at().isBefore(from(from))).orElse(new Place(from(from), 0));
        Summed summed = knownAt == null ? summed(actor, account, kept, start.at()) : new Summed(Instant.EPOCH, 0);
        long[] balance = {summed.minor() + sql.one(MOVED.formatted("coalesce(sum(m.amount), 0)::bigint as minor")
                + " where p.occurred_at >= ? and p.occurred_at <= ? and (p.occurred_at, p.id) <= (?, ?)" + known(knownAt, " and p.recorded_at < ?"),
                row -> row.number("minor"), values(account.kind().signed(1), actor.tenant(), kept.id(), actor.tenant(), summed.until(), start.at(), start.at(),
                        start.id(), knownAt))};
        sql.each(MOVED.formatted("p.event, p.cause_type, p.cause_code, p.note, p.occurred_at, m.amount")
                + " where p.occurred_at >= ? and p.occurred_at < ? and (p.occurred_at, p.id) > (?, ?)" + known(knownAt, " and p.recorded_at < ?")
                + " order by p.occurred_at, p.id limit ?", FETCH, row -> {
                    long amount = row.number("amount");
                    balance[0] = Math.addExact(balance[0], amount);
                    use.accept(new Entry(PostingRows.key(row), Money.of(amount, kept.currency()), Money.of(balance[0], kept.currency()), row.text("note"),
                            row.instant("occurred_at")));
                }, values(account.kind().signed(1), actor.tenant(), kept.id(), actor.tenant(), start.at(), until(to), start.at(), start.id(), knownAt, limit));
    }

    /**
     * The trial balance of some days: what stood there before, what was debited and credited, what stands there after; so the difference between
     * two days too. Kinds with no account are left out.
     */
    @Requires(LedgerPermission.READ)
    public List<BalanceLine> trial(Actor actor, LocalDate from, LocalDate to, Instant knownAt) {
        Instant start = from(from);
        Instant until = until(to);
        if (from == null && knownAt == null && upToNow(to)) {
            return whole(actor);
        }
        Instant summed = knownAt == null ? summedUntil(actor, start, until) : Instant.EPOCH;
        return sql.list("""
                select a.kind, a.currency, count(distinct s.account_id) as accounts, sum(s.opening)::bigint as opening_minor,
                       sum(s.debit)::bigint as debit_minor, sum(s.credit)::bigint as credit_minor
                  from (select c.account_id, coalesce(sum(c.debit_minor - c.credit_minor) filter (where m.to_at <= ?), 0) as opening,
                               coalesce(sum(c.debit_minor) filter (where m.from_at >= ?), 0) as debit,
                               coalesce(sum(c.credit_minor) filter (where m.from_at >= ?), 0) as credit
                          from ledger_period m join ledger_period_sum c on c.tenant_id = m.tenant_id and c.period_id = m.id
                         where m.tenant_id = ? and m.to_at <= ? group by c.account_id
                        union all
                        select e.account_id, coalesce(sum(e.amount_minor) filter (where p.occurred_at < ?), 0) as opening,
                               coalesce(sum(e.amount_minor) filter (where p.occurred_at >= ? and e.amount_minor > 0), 0) as debit,
                               coalesce(-sum(e.amount_minor) filter (where p.occurred_at >= ? and e.amount_minor < 0), 0) as credit
                          from ledger_posting p join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                         where p.tenant_id = ? and p.occurred_at >= ? and p.occurred_at < ? and p.recorded_at < ? group by e.account_id) s
                  join ledger_account a on a.tenant_id = ? and a.id = s.account_id
                 group by a.kind, a.currency""",
                row -> new BalanceLine(row.oneOf(AccountKind.class, "kind"), row.number("accounts"), row.money("opening"), row.money("debit"),
                        row.money("credit")), start, start, start, actor.tenant(), summed, start, start, start, actor.tenant(), summed, until, known(knownAt),
                actor.tenant())
                .stream().sorted((one, other) -> one.kind().compareTo(other.kind())).toList();
    }

    /** Nothing is posted later than now. */
    private boolean upToNow(LocalDate day) {
        return day == null || !day.isBefore(clock.today());
    }

    /** All of the books, for which nobody need ask when anything was posted. */
    private List<BalanceLine> whole(Actor actor) {
        return sql.list("""
                select a.kind, a.currency, count(*) as accounts, 0::bigint as opening_minor, sum(s.debit)::bigint as debit_minor, sum(s.credit)::bigint as credit_minor
                  from (select e.account_id, coalesce(sum(e.amount_minor) filter (where e.amount_minor > 0), 0) as debit,
                               coalesce(-sum(e.amount_minor) filter (where e.amount_minor < 0), 0) as credit
                          from ledger_entry e where e.tenant_id = ? group by e.account_id) s
                  join ledger_account a on a.tenant_id = ? and a.id = s.account_id
                 group by a.kind, a.currency""",
                row -> new BalanceLine(row.oneOf(AccountKind.class, "kind"), row.number("accounts"), row.money("opening"), row.money("debit"), row.money("credit")),
                actor.tenant(), actor.tenant()).stream().sorted((one, other) -> one.kind().compareTo(other.kind())).toList();
    }

    /**
     * The end of the closed months at the beginning of the books, as far as they are added up and no border of the days asked for is within one; the epoch
     * where there is none.
     */
    private Instant summedUntil(Actor actor, Instant start, Instant until) {
        record Closed(Instant from, Instant to) {
        }
        List<Closed> closed = sql.list("select from_at, to_at from ledger_period where tenant_id = ? and summed and state in ('CLOSED', 'REOPENING') order by month limit ?",
                row -> new Closed(row.instant("from_at"), row.instant("to_at")), actor.tenant(), MONTHS_MAX);
        Instant end = Instant.EPOCH;
        for (Closed month : closed) {
            boolean follows = end.equals(month.from()) || end.equals(Instant.EPOCH) && sql.one(
                    "select exists (select from ledger_posting where tenant_id = ? and occurred_at < ?) as before", row -> !row.flag("before"), actor.tenant(), month.from());
            boolean whole = month.to().compareTo(until) <= 0 && (month.to().compareTo(start) <= 0 || month.from().compareTo(start) >= 0);
            if (!follows || !whole) {
                return end;
            }
            end = month.to();
        }
        return end;
    }

    /** The chart of accounts: every kind, with how many accounts there are of it and what they come to at the end of that day. */
    @Requires(LedgerPermission.READ)
    public List<BalanceLine> chart(Actor actor, LocalDate asOf, Instant knownAt) {
        Money none = Money.zero(transactions.tenant().currency());
        Map<AccountKind, Long> open = new EnumMap<>(AccountKind.class);
        sql.each("select kind, count(*) as accounts from ledger_account where tenant_id = ? group by kind", 0,
                row -> open.put(row.oneOf(AccountKind.class, "kind"), row.number("accounts")), actor.tenant());
        Map<AccountKind, BalanceLine> lines = new EnumMap<>(AccountKind.class);
        trial(actor, null, asOf, knownAt).forEach(line -> lines.put(line.kind(), line));
        return Arrays.stream(AccountKind.values()).map(kind -> {
            BalanceLine line = lines.getOrDefault(kind, new BalanceLine(kind, 0, none, none, none));
            return new BalanceLine(kind, open.getOrDefault(kind, 0L), line.opening(), line.debit(), line.credit());
        }).toList();
    }

    /**
     * The accounts of a kind, in the order in which their owners joined.
     *
     * @param after whose account was the last of the page before; null for the first page
     */
    @Requires(LedgerPermission.READ)
    public List<AccountLine> accounts(Actor actor, AccountKind kind, LocalDate asOf, Instant knownAt, OrganisationId after, int limit) {
        boolean now = knownAt == null && upToNow(asOf);
        return sql.list("""
                select a.organisation_id, a.currency, b.limit_minor, coalesce(s.amount, 0)::bigint * ?::int as balance_minor,
                       coalesce(s.entries, 0) as entries
                  from (select * from ledger_account where tenant_id = ? and kind = ? and owner_id > ?
                         order by owner_id limit ?) a
                  left join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                  left join lateral (
                    select sum(e.amount_minor) as amount, count(*) as entries from ledger_entry e
                """ + (now ? "" : " join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id") + """
                     where e.tenant_id = a.tenant_id and e.account_id = a.id
                """ + (now ? "" : " and p.occurred_at < ? and p.recorded_at < ?") + """
                    ) s on true
                 order by a.owner_id""",
                row -> new AccountLine(new Account(kind, row.numberOrNull("organisation_id") == null ? null
                        : new OrganisationId(row.number("organisation_id"))), row.money("balance"),
                        row.numberOrNull("limit_minor") == null ? null : row.money("limit"), row.number("entries")),
                values(kind.signed(1), actor.tenant(), kind, after == null ? -1L : after.value(), Math.min(limit, Ledger.LIST_MAX), now ? null : until(asOf),
                        now ? null : known(knownAt)));
    }

    private Instant from(LocalDate day) {
        return day == null ? Instant.EPOCH : day.atStartOfDay(transactions.tenant().zone()).toInstant();
    }

    private Instant until(LocalDate day) {
        return day == null ? NEVER : day.plusDays(1).atStartOfDay(transactions.tenant().zone()).toInstant();
    }

    private static Instant known(Instant knownAt) {
        return knownAt == null ? NEVER : knownAt;
    }

    private static long number(OrganisationId organisation) {
        return organisation == null ? 0 : organisation.value();
    }
}
