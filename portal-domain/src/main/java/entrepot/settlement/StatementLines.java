package entrepot.settlement;

import entrepot.aftersales.Returns;
import entrepot.fulfilment.FulfilmentFee;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.AccountKind;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of statements, read from the books. What belongs to which statement is the view {@code settlement_line}'s to say. */
@ApplicationScoped
class StatementLines {

    /** What leaves from PAYABLE: on a statement these are payouts, everything else is a line. */
    static final String[] PAYOUTS = {"payout.confirmed", "payout.to-wallet", "payout.returned"};

    /**
     * The statement is found first, and what is compared with a key stands there as it is: beside row level security and a view that adds up, the
     * database looks nothing else up by its keys, but reads every line of every member.
     */
    private static final String TOLD = """
            told as materialized (
                select m.*, p.event, p.cause_type, p.cause_code, p.note, p.occurred_at,
                       case p.cause_type when 'accrual' then split_part(p.cause_code, '/', 1) end as accrual
                  from moved m join ledger_posting p on p.tenant_id = m.tenant_id and p.id = m.posting_id),
            line as (
                select t.posting_id, t.currency, t.amount_minor, t.event, t.cause_type, t.cause_code, t.note, t.occurred_at, c.order_code,
                       c.sku, c.quantity, c.rule_code,
                       case when t.event = 'commission.due' and c.earner is not null then 'commission.' || c.earner else t.event end as key
                  from told t left join commission_line c on c.tenant_id = t.tenant_id and c.code = t.accrual)
            """;

    private static final String LINES = """
            with moved as materialized (
                select l.tenant_id, l.posting_id, l.currency, l.amount_minor from settlement_line l
                 where l.tenant_id = ? and l.amount_minor <> 0
                   and l.statement_id = (select s.id from settlement_statement s where s.tenant_id = ? and s.code = ?)),
            """ + TOLD;

    /** The same of what moved since the last statement that its member may see. */
    private static final String OPEN = """
            with moved as materialized (
                select e.tenant_id, e.posting_id, ?::char(3) as currency, (-sum(e.amount_minor))::bigint as amount_minor
                  from ledger_account a
                  join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                 where a.tenant_id = ? and a.owner_id = ? and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
                   and e.posting_id > coalesce((select s.to_posting from settlement_statement s
                                                  join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                                                 where s.tenant_id = ? and s.organisation_id = ?
                                                   and r.state not in ('DRAFT', 'COLLECTED', 'CALCULATED', 'CANCELLED')
                                                 order by s.id desc limit 1), 0)
                 group by e.tenant_id, e.posting_id having sum(e.amount_minor) <> 0),
            """ + TOLD;

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private Shipping shipping;
    @Inject
    private Returns returns;

    /** A posting on a statement: what it moved there, credit positive. */
    record Found(long statementId, OrganisationId organisation, long posting, AccountKind kind, PostingKey key, Instant at,
                 Money amount) {
    }

    /** One line of a statement; none where it does not stand there. */
    Optional<Found> find(Actor actor, String statement, PostingKey key) {
        return sql.first("""
                select l.statement_id, l.organisation_id, l.posting_id, l.kind, l.currency, l.amount_minor, p.event,
                       p.cause_type, p.cause_code, p.occurred_at
                  from settlement_line l join ledger_posting p on p.tenant_id = l.tenant_id and p.id = l.posting_id
                 where l.tenant_id = ? and l.statement_id = (select s.id from settlement_statement s where s.tenant_id = ? and s.code = ?)
                   and l.posting_id = (select b.id from ledger_posting b where b.tenant_id = ? and b.event = ? and b.cause_type = ? and b.cause_code = ?)""",
                StatementLines::found, actor.tenant(), actor.tenant(), statement, actor.tenant(), key.event(), key.causeType(), key.causeCode());
    }

    /** All lines of a statement by kind: how many, how much, and the hash of them in their order. Payouts are none of them. */
    List<Statement.Group> groups(Actor actor, String statement) {
        return sql.list(LINES + """
                select key, count(*) as n, currency, sum(amount_minor)::bigint as amount_minor,
                       encode(sha256(convert_to(string_agg(concat_ws('|', event, cause_type, cause_code, extract(epoch from occurred_at),
                           amount_minor, note, order_code, sku, quantity, rule_code), chr(10) order by posting_id), 'UTF8')), 'hex') as hash
                  from line where event <> all (?) group by key, currency order by key""",
                row -> new Statement.Group(row.text("key"), null, row.money("amount"), row.number("n"), row.text("hash")), actor.tenant(),
                actor.tenant(), statement, PAYOUTS);
    }

    /** What left in the period, oldest first. */
    List<Statement.Line> payouts(Actor actor, String statement) {
        ZoneId zone = transactions.tenant().zone();
        return sql.list(LINES + " select * from line where event = any (?) order by posting_id", row -> line(row, zone), actor.tenant(),
                actor.tenant(), statement, PAYOUTS);
    }

    /**
     * Lines of a kind in the order of the books.
     *
     * @param after the last one of the page before; null for the first page
     */
    List<Statement.Line> page(Actor actor, String statement, String group, PostingKey after, int limit) {
        ZoneId zone = transactions.tenant().zone();
        PostingKey from = after == null ? new PostingKey("", "", "") : after;
        return told(actor, sql.list(LINES + """
                select * from line where key = ? and event <> all (?)
                   and posting_id > coalesce((select b.id from ledger_posting b where b.tenant_id = ? and b.event = ? and b.cause_type = ?
                                                 and b.cause_code = ?), 0)
                 order by posting_id limit ?""", row -> line(row, zone), actor.tenant(), actor.tenant(), statement, group, PAYOUTS, actor.tenant(),
                from.event(), from.causeType(), from.causeCode(), limit));
    }

    /** What stands on no statement yet, newest first. @param after the last one of the page before; null for the first page */
    List<Statement.Line> open(Actor actor, PostingKey after, int limit) {
        ZoneId zone = transactions.tenant().zone();
        PostingKey from = after == null ? new PostingKey("", "", "") : after;
        return told(actor, sql.list(OPEN + """
                select * from line where event <> all (?)
                   and posting_id < coalesce((select b.id from ledger_posting b where b.tenant_id = ? and b.event = ? and b.cause_type = ?
                                                 and b.cause_code = ?), 9223372036854775807)
                 order by posting_id desc limit ?""", row -> line(row, zone), transactions.tenant().currency(), actor.tenant(), actor.organisation(), actor.tenant(),
                actor.organisation(), PAYOUTS, actor.tenant(), from.event(), from.causeType(), from.causeCode(), limit));
    }

    /** How many of them there are, and what they come to. */
    Statement.Open open(Actor actor) {
        String currency = transactions.tenant().currency();
        return sql.one(OPEN + " select count(*) as n, ?::char(3) as currency, coalesce(sum(amount_minor), 0)::bigint as amount_minor from line where event <> all (?)",
                row -> new Statement.Open(row.number("n"), row.money("amount")), currency, actor.tenant(), actor.organisation(), actor.tenant(),
                actor.organisation(), currency, PAYOUTS);
    }

    /** One line as it is printed; none where it does not stand there. */
    Optional<Statement.Line> line(Actor actor, String statement, PostingKey key) {
        ZoneId zone = transactions.tenant().zone();
        return sql.first(LINES + " select * from line where event = ? and cause_type = ? and cause_code = ?", row -> line(row, zone),
                actor.tenant(), actor.tenant(), statement, key.event(), key.causeType(), key.causeCode()).map(line -> told(actor, List.of(line)).get(0));
    }

    /**
     * With the order behind a dealer's lines, what they were computed from and by which rule. None of it is hashed: it stands in the consignment, which
     * nobody changes once it has left.
     */
    private List<Statement.Line> told(Actor actor, List<Statement.Line> lines) {
        Actor system = Actor.system(actor.tenant());
        Map<String, Shipping.Behind> consignments = shipping.behind(system, causes(lines, "consignment"));
        Map<String, String> orders = returns.orders(system, causes(lines, "return"));
        return lines.stream().map(line -> switch (line.causeType()) {
            case "consignment" -> consignments.containsKey(line.causeCode()) ? told(line, consignments.get(line.causeCode())) : line;
            case "return" -> orders.containsKey(line.causeCode()) ? line.told(orders.get(line.causeCode()), line.detail(), line.rule()) : line;
            default -> line;
        }).toList();
    }

    private static Set<String> causes(List<Statement.Line> lines, String type) {
        return lines.stream().filter(line -> line.causeType().equals(type)).map(Statement.Line::causeCode).collect(Collectors.toSet());
    }

    /** The sum that gives the amount, where one does. */
    private static Statement.Line told(Statement.Line line, Shipping.Behind behind) {
        FulfilmentFee fee = FulfilmentFee.of(line.amount().currency());
        Money none = Money.zero(line.amount().currency());
        if (line.event().equals("consignment.fulfilled") && fee.on(behind.parcels(), behind.pieces()).equals(line.amount())) {
            return line.told(behind.order(), behind.parcels() + " × " + fee.perParcel() + " + " + behind.pieces() + " × " + fee.perPiece(), "fulfilment-fee");
        }
        if (line.event().equals("consignment.own-goods")
                && behind.own().stream().map(own -> own.unit().times(own.quantity())).reduce(none, Money::plus).equals(line.amount())) {
            return line.told(behind.order(), behind.own().stream().map(own -> own.sku() + " × " + own.quantity() + " × " + own.unit())
                    .collect(Collectors.joining(" + ")), "own-supply-price");
        }
        return line.told(behind.order(), line.detail(), line.rule());
    }

    private static Statement.Line line(Row row, ZoneId zone) {
        boolean earned = row.text("sku") != null;
        return new Statement.Line(LocalDate.ofInstant(row.instant("occurred_at"), zone), row.text("event"), row.text("cause_type"),
                row.text("cause_code"), earned ? row.text("order_code") : "",
                earned ? row.text("sku") + " × " + row.integer("quantity") : row.text("note"), earned ? row.text("rule_code") : "",
                row.money("amount"));
    }

    private static Found found(Row row) {
        return new Found(row.number("statement_id"), new OrganisationId(row.number("organisation_id")),
                row.number("posting_id"), row.oneOf(AccountKind.class, "kind"),
                new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code")),
                row.instant("occurred_at"), row.money("amount"));
    }
}
