package entrepot.fulfilment;

import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.ledger.VatRates;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/**
 * The one count of what came back and was paid back of each consignment's line, for all who take back: carriers' failures and after-sales.
 * Whoever changes it holds the consignment ({@link Shipping#lock}); the table refuses a piece too many by itself.
 */
@ApplicationScoped
@UseCases
public class Refunds {

    @Inject
    private Sql sql;

    @Inject
    private Shipping shipping;

    @Inject
    private VatRates vat;

    /** The value added tax in what is paid back: of the price of goods, and of the way. */
    public record Tax(Money goods, Money freight) {
    }

    /** All lines of a consignment, by number. @param code the consignment's; nothing for one that is not there */
    @Requires(Requires.SYSTEM)
    public List<RefundedLine> of(Actor actor, String code) {
        return sql.list("""
                select l.no, l.variant_id, l.quantity, l.supply_minor, c.currency, coalesce(r.claimed, 0) as claimed, coalesce(r.own, 0) as own,
                       coalesce(r.pieces, 0) as pieces, coalesce(r.reduced_minor, 0) as reduced_minor
                  from consignment c
                  join consignment_line l on l.tenant_id = c.tenant_id and l.consignment_id = c.id
                  left join consignment_refund r on r.tenant_id = l.tenant_id and r.consignment_id = l.consignment_id and r.line_no = l.no
                 where c.tenant_id = ? and c.code = ? order by l.no""",
                row -> new RefundedLine(row.integer("no"), new VariantId(row.number("variant_id")), row.integer("quantity"), row.money("supply"),
                        row.integer("claimed"), row.integer("own"), row.integer("pieces"), row.money("reduced")), actor.tenant(), code);
    }

    /** Of which of these consignments something was paid back, with others in one round trip. */
    @Requires(Requires.SYSTEM)
    public Later<List<String>> any(Actor actor, Trip trip, Collection<String> codes) {
        return trip.list("""
                select c.code from consignment c
                 where c.tenant_id = ? and c.code = any (?)
                   and exists (select from consignment_refund r where r.tenant_id = c.tenant_id and r.consignment_id = c.id
                                  and (r.pieces > 0 or r.reduced_minor > 0))""",
                row -> row.text("code"), actor.tenant(), Columns.texts(codes, code -> code));
    }

    /**
     * These pieces come back, or never arrived: nobody else may say so of them. Consigned pieces left first, so they count as back first.
     *
     * @return how many of them are the dealer's own
     * @throws Problem PIECES_TAKEN_BACK where fewer are free
     */
    @Requires(Requires.SYSTEM)
    public int claim(Actor actor, Consignment consignment, int line, int pieces) {
        List<RefundedLine> lines = of(actor, consignment.code());
        RefundedLine of = lines.stream().filter(l -> l.no() == line).findFirst().orElseThrow(() -> Problem.invalid("line", line));
        if (pieces < 1 || pieces > of.free()) {
            throw new Problem(FulfilmentProblem.PIECES_TAKEN_BACK).with("max", of.free());
        }
        int consigned = shipping.gone(actor, consignment.code()).stream().filter(g -> g.variant().equals(of.variant()) && g.unit() == null)
                .mapToInt(Shipping.Gone::quantity).sum();
        int before = lines.stream().filter(l -> l.variant().equals(of.variant())).mapToInt(l -> l.claimed() - l.own()).sum();
        int own = Math.max(0, pieces - Math.max(0, consigned - before));
        sql.update("""
                insert into consignment_refund as r (tenant_id, consignment_id, line_no, quantity, total_minor, claimed, own)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, consignment_id, line_no) do update
                   set claimed = r.claimed + excluded.claimed, own = r.own + excluded.own""",
                actor.tenant(), consignment.id(), line, of.quantity(), of.total().minor(), pieces, own);
        return own;
    }

    /** They do not come back after all. @param own how many of them {@link #claim} said are the dealer's own */
    @Requires(Requires.SYSTEM)
    public void release(Actor actor, ConsignmentId consignment, int line, int pieces, int own) {
        sql.update("""
                update consignment_refund set claimed = claimed - ?, own = own - ? where tenant_id = ? and consignment_id = ? and line_no = ?""",
                pieces, own, actor.tenant(), consignment, line);
    }

    /** Keeps what was paid back. @param lines as they are now; those that never were claimed or reduced may be left out */
    @Requires(Requires.SYSTEM)
    public void paidBack(Actor actor, ConsignmentId consignment, List<RefundedLine> lines, Money freight) {
        sql.update("""
                insert into consignment_refund as r (tenant_id, consignment_id, line_no, quantity, total_minor, claimed, own, pieces, reduced_minor)
                select ?, ?, l.* from unnest(?, ?, ?, ?, ?, ?, ?) l(no, quantity, total, claimed, own, pieces, reduced)
                on conflict (tenant_id, consignment_id, line_no) do update
                   set pieces = excluded.pieces, reduced_minor = excluded.reduced_minor""",
                actor.tenant(), consignment, Columns.integers(lines, RefundedLine::no), Columns.integers(lines, RefundedLine::quantity),
                Columns.numbers(lines, l -> l.total().minor()), Columns.integers(lines, RefundedLine::claimed),
                Columns.integers(lines, RefundedLine::own), Columns.integers(lines, RefundedLine::pieces),
                Columns.numbers(lines, l -> l.reduced().minor()));
        if (!freight.isZero()) {
            sql.update("""
                    insert into consignment_freight_refund as f (tenant_id, consignment_id, freight_minor)
                    values (?, ?, ?)
                    on conflict (tenant_id, consignment_id) do update set freight_minor = f.freight_minor + excluded.freight_minor""",
                    actor.tenant(), consignment, freight.minor());
        }
    }

    /** What the member paid for the way and has not got back, be it because consignments travelled together or because it was refunded. */
    @Requires(Requires.SYSTEM)
    public Money freightLeft(Actor actor, Consignment consignment) {
        return sql.one("""
                select c.freight_minor - c.freight_back_minor - coalesce(f.freight_minor, 0) as freight_minor, c.currency
                  from consignment c
                  left join consignment_freight_refund f on f.tenant_id = c.tenant_id and f.consignment_id = c.id
                 where c.tenant_id = ? and c.id = ?""", row -> row.money("freight"), actor.tenant(), consignment.id());
    }

    /** What was paid back of the way to the buyer, whoever did it. */
    @Requires(Requires.SYSTEM)
    public Money freight(Actor actor, Consignment consignment) {
        return sql.one("""
                select coalesce(f.freight_minor, 0) as freight_minor, c.currency
                  from consignment c
                  left join consignment_freight_refund f on f.tenant_id = c.tenant_id and f.consignment_id = c.id
                 where c.tenant_id = ? and c.id = ?""", row -> row.money("freight"), actor.tenant(), consignment.id());
    }

    /**
     * The value added tax in what is paid back now: of what was posted when the consignment was shipped, in proportion to all that was paid back
     * of it so far, so that the last piece takes the rest, in whatever order and by whomever.
     *
     * @param before all lines as {@link #of} says them
     * @param after  those that change, as they will be
     * @param way    what of {@link #freightLeft} is paid back now
     */
    @Requires(Requires.SYSTEM)
    public Tax tax(Actor actor, Consignment consignment, List<RefundedLine> before, Collection<RefundedLine> after, Money way) {
        Money none = Money.zero(way.currency());
        Money givenBack = shipping.freightGivenBack(actor, List.of(consignment.id())).getOrDefault(consignment.id(), none);
        Money paid = consignment.freight().minus(givenBack);
        VatRates.Charged charged = vat.charged(actor, consignment.code(), consignment.goods(), paid);
        Money was = before.stream().map(RefundedLine::refunded).reduce(none, Money::plus);
        Money now = after.stream().map(RefundedLine::refunded).reduce(none, Money::plus).minus(before.stream()
                .filter(line -> after.stream().anyMatch(changed -> changed.no() == line.no())).map(RefundedLine::refunded).reduce(none, Money::plus));
        return new Tax(charged.goods().refund(was, now).vat(), charged.freight().refund(paid.minus(freightLeft(actor, consignment)), way).vat());
    }
}
