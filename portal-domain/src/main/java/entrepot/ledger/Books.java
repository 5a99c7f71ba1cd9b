package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposals;
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
import java.util.function.Consumer;

/**
 * Reads the books as of any day. What belongs to a day is decided by business time in the tenant's zone; "as known at" leaves out what was
 * recorded later, by real time.
 */
@ApplicationScoped
@UseCases
public class Books {

    /** Legs or entries of a file at most. */
    public static final int EXPORT_MAX = 100_000;

    private static final int MONTHS_MAX = 1_200;

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
    private static final int FETCH = 2_000;
    private static final String BY_ACCOUNT = """
            with account as (
                select a.tenant_id, a.id, a.currency, ?::int as sign from ledger_account a
                 where a.tenant_id = ? and a.owner_id = ? and a.kind = ?),
            moved as (
                select p.id, p.event, p.cause_type, p.cause_code, p.note, p.occurred_at,
                       a.currency, (a.sign * sum(e.amount_minor))::bigint as amount
                  from account a
                  join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                  join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                 where p.occurred_at < ? and p.recorded_at < ?
                 group by p.id, p.event, p.cause_type, p.cause_code, p.note, p.occurred_at, a.currency, a.sign)
            """;

    @Inject
    private Sql sql;

    @Inject
    private PostingRows postings;

    @Inject
    private Transactions transactions;

    @Inject
    private Proposals proposals;

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
        List<Object> values = new ArrayList<>();
        String which = which(filter, values);
        List<Object> counted = new ArrayList<>(List.of(actor.tenant()));
        counted.addAll(values);
        counted.add(EXPORT_MAX + 1);
        limited(sql.one("""
                select count(*) as n from (
                    select from ledger_posting p join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                     where p.tenant_id = ? and %s limit ?) counted""".formatted(which), row -> row.number("n"), counted.toArray()));
        postings.each(actor, which, "p.occurred_at, p.id", EXPORT_MAX, use, values.toArray());
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
        journal(actor, filter, posting -> {
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

    private static void limited(long rows) {
        if (rows > EXPORT_MAX) {
            throw new Problem(LedgerProblem.TOO_MANY_ROWS).with("max", EXPORT_MAX);
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
        String currency = transactions.tenant().currency();
        Instant start = from(from);
        return sql.one(BY_ACCOUNT + """
                select coalesce(sum(amount) filter (where occurred_at < ?), 0)::bigint as opening_minor,
                       coalesce(sum(amount) filter (where occurred_at >= ? and amount > 0), 0)::bigint as added_minor,
                       coalesce(-sum(amount) filter (where occurred_at >= ? and amount < 0), 0)::bigint as taken_minor,
                       coalesce(sum(amount), 0)::bigint as closing_minor, count(*) filter (where occurred_at >= ?) as entries,
                       coalesce(max(currency), ?::char(3)) as currency from moved""",
                row -> new AccountStatement(account, row.money("opening"), row.money("added"), row.money("taken"), row.money("closing"),
                        row.number("entries")),
                account.kind().signed(1), actor.tenant(), number(account.organisation()), account.kind(), until(to), known(knownAt),
                start, start, start, start, currency);
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
        limited(statement(actor, account, from, to, knownAt).entries());
        lines(actor, account, from, to, knownAt, null, EXPORT_MAX, use);
    }

    private void lines(Actor actor, Account account, LocalDate from, LocalDate to, Instant knownAt, PostingKey after, int limit,
                       Consumer<Entry> use) {
        Ledger.checkSeen(actor, account);
        PostingKey last = after == null ? new PostingKey("", "", "") : after;
        sql.each(BY_ACCOUNT + """
                , ordered as (
                    select *, (sum(amount) over (order by occurred_at, id))::bigint as balance from moved)
                select event, cause_type, cause_code, note, occurred_at, currency, amount as amount_minor, balance as balance_minor
                  from ordered
                 where occurred_at >= ? and (occurred_at, id) > (
                    select coalesce(max(p.occurred_at), '-infinity'), coalesce(max(p.id), 0) from ledger_posting p
                     where p.tenant_id = ? and p.event = ? and p.cause_type = ? and p.cause_code = ?)
                 order by occurred_at, id limit ?""", FETCH,
                row -> use.accept(new Entry(PostingRows.key(row), row.money("amount"), row.money("balance"), row.text("note"),
                        row.instant("occurred_at"))),
                account.kind().signed(1), actor.tenant(), number(account.organisation()), account.kind(), until(to), known(knownAt),
                from(from), actor.tenant(), last.event(), last.causeType(), last.causeCode(), limit);
    }

    /**
     * The trial balance of some days: what stood there before, what was debited and credited, what stands there after; so the difference between
     * two days too. Kinds with no account are left out.
     */
    @Requires(LedgerPermission.READ)
    public List<BalanceLine> trial(Actor actor, LocalDate from, LocalDate to, Instant knownAt) {
        Instant start = from(from);
        Instant until = until(to);
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
        return sql.list("""
                select a.organisation_id, a.currency, b.limit_minor, coalesce(s.amount, 0)::bigint * ?::int as balance_minor,
                       coalesce(s.entries, 0) as entries
                  from (select * from ledger_account where tenant_id = ? and kind = ? and owner_id > ?
                         order by owner_id limit ?) a
                  left join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                  left join lateral (
                    select sum(e.amount_minor) as amount, count(*) as entries from ledger_entry e
                      join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                     where e.tenant_id = a.tenant_id and e.account_id = a.id and p.occurred_at < ? and p.recorded_at < ?) s on true
                 order by a.owner_id""",
                row -> new AccountLine(new Account(kind, row.numberOrNull("organisation_id") == null ? null
                        : new OrganisationId(row.number("organisation_id"))), row.money("balance"),
                        row.numberOrNull("limit_minor") == null ? null : row.money("limit"), row.number("entries")),
                kind.signed(1), actor.tenant(), kind, after == null ? -1L : after.value(), Math.min(limit, Ledger.LIST_MAX), until(asOf),
                known(knownAt));
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
