package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;

/**
 * The banks' last closings beside the ledger's BANK. They differ by what was there before the first statement, by gaps between statements, by lines that
 * nobody has settled, and by postings that no statement has shown; what then remains is zero, or something is wrong.
 */
@ApplicationScoped
@UseCases
public class Reconciliations {

    private static final int LISTED_MAX = 200;

    @Inject
    private Sql sql;

    @Inject
    private Ledger ledger;

    @Inject
    private Transactions transactions;

    /**
     * One account.
     *
     * @param opening of its first statement
     * @param settled lines that are postings
     * @param open    lines that are not settled
     * @param gap     what statements that are missing would bring: closing less opening and lines
     * @param to      the day of the last closing; null where there is no statement yet
     */
    public record OfAccount(String code, String name, Money opening, Money settled, Money open, Money gap, Money closing, LocalDate to) {
    }

    /** A posting of BANK that no statement has shown. */
    public record NotSeen(PostingKey posting, Money amount, LocalDate on, String note) {
    }

    /**
     * Bank and ledger.
     *
     * @param bank      the closings of all accounts
     * @param ledger    the balance of BANK
     * @param before    what the accounts held when statements began, less what the ledger had posted until then
     * @param openLines what the bank shows and nobody has settled
     * @param gaps      what statements that are missing would bring
     * @param notSeen   what the ledger says and no statement has shown
     * @param rest      bank − ledger − before − open lines − gaps + not seen: zero, or something is wrong
     * @param postings  the first {@value #LISTED_MAX} of those that no statement has shown, newest first
     */
    public record Reconciliation(List<OfAccount> accounts, Money bank, Money ledger, Money before, Money openLines, Money gaps, Money notSeen, Money rest,
                                 List<NotSeen> postings) {

        public Money difference() {
            return bank.minus(ledger);
        }
    }

    @Requires(BankPermission.READ)
    public Reconciliation now(Actor actor) {
        String currency = transactions.tenant().currency();
        Money zero = Money.zero(currency);
        List<OfAccount> accounts = sql.list("""
                select a.code, a.name, a.currency, coalesce(f.opening_minor, 0) as opening_minor, coalesce(e.closing_minor, 0) as closing_minor, e.to_date,
                       coalesce(l.settled, 0)::bigint as settled_minor, coalesce(l.open, 0)::bigint as open_minor
                  from bank_account a
                  left join lateral (select s.opening_minor from bank_statement s where s.tenant_id = a.tenant_id and s.bank_account_id = a.id
                                      order by s.from_date, s.id limit 1) f on true
                  left join lateral (select s.closing_minor, s.to_date from bank_statement s where s.tenant_id = a.tenant_id and s.bank_account_id = a.id
                                      order by s.to_date desc, s.id desc limit 1) e on true
                  left join lateral (select sum(x.amount_minor) filter (where x.state = 'SETTLED') as settled, sum(x.amount_minor) filter (where x.state = 'OPEN') as open
                                       from bank_line x where x.tenant_id = a.tenant_id and x.bank_account_id = a.id) l on true
                 where a.tenant_id = ? order by a.name, a.id limit ?""", row -> {
                    Money opening = row.money("opening");
                    Money closing = row.money("closing");
                    Money settled = row.money("settled");
                    Money open = row.money("open");
                    return new OfAccount(row.text("code"), row.text("name"), opening, settled, open, closing.minus(opening).minus(settled).minus(open), closing, row.date("to_date"));
                }, actor.tenant(), LISTED_MAX);
        LocalDate begun = sql.one("select min(from_date) as day from bank_statement where tenant_id = ?", row -> row.date("day"), actor.tenant());
        Money bank = sum(zero, accounts.stream().map(OfAccount::closing).toList());
        Money books = ledger.balance(actor, Account.of(AccountKind.BANK));
        Money open = sum(zero, accounts.stream().map(OfAccount::open).toList());
        Money gaps = sum(zero, accounts.stream().map(OfAccount::gap).toList());
        Money openings = sum(zero, accounts.stream().map(OfAccount::opening).toList());
        // without statements all of the ledger is what was there before
        Money earlier = unseen(actor, zero, begun, true);
        Money notSeen = begun == null ? zero : unseen(actor, zero, begun, false);
        Money before = openings.minus(earlier);
        Money rest = bank.minus(books).minus(before).minus(open).minus(gaps).plus(notSeen);
        return new Reconciliation(accounts, bank, books, before, open, gaps, notSeen, rest, begun == null ? List.of() : postings(actor, begun));
    }

    private static Money sum(Money zero, List<Money> amounts) {
        return amounts.stream().reduce(zero, Money::plus);
    }

    private Money unseen(Actor actor, Money zero, LocalDate begun, boolean before) {
        return sql.one("""
                select coalesce(sum(e.amount_minor), 0)::bigint as amount
                  from ledger_account a
                  join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                  join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                 where a.tenant_id = ? and a.kind = 'BANK' and ((p.occurred_at at time zone ?)::date < coalesce(?::date, 'infinity'::date)) = ?
                   and not exists (select from bank_match m where m.tenant_id = e.tenant_id and m.posting_id = e.posting_id)""",
                row -> Money.of(row.number("amount"), zero.currency()), actor.tenant(), transactions.tenant().zone().getId(), begun, before);
    }

    private List<NotSeen> postings(Actor actor, LocalDate begun) {
        return sql.list("""
                select p.event, p.cause_type, p.cause_code, p.note, (p.occurred_at at time zone ?)::date as day, a.currency, sum(e.amount_minor)::bigint as amount_minor
                  from ledger_account a
                  join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                  join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                 where a.tenant_id = ? and a.kind = 'BANK' and (p.occurred_at at time zone ?)::date >= ?::date
                   and not exists (select from bank_match m where m.tenant_id = e.tenant_id and m.posting_id = e.posting_id)
                 group by p.id, p.event, p.cause_type, p.cause_code, p.note, p.occurred_at, a.currency order by p.id desc limit ?""",
                row -> new NotSeen(new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code")), row.money("amount"), row.date("day"), row.text("note")),
                transactions.tenant().zone().getId(), actor.tenant(), transactions.tenant().zone().getId(), begun, LISTED_MAX);
    }
}
