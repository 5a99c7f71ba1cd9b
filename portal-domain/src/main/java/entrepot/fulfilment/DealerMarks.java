package entrepot.fulfilment;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.WarehouseId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of what dealers did, and the fines that some of it costs. */
@ApplicationScoped
class DealerMarks {

    /** How postings call a mark. */
    static final String THING = "dealer-mark";

    private static final String COLUMNS = """
            select m.code, m.dealer_id, m.warehouse_id, m.consignment, m.order_code, m.kind, m.reason, m.note, m.counts,
                   m.pieces, m.pieces_kept, m.speed::bigint as speed, m.at, m.fine_minor, m.currency, m.contest, m.contest_reason,
                   m.contested_by, m.contested_at, m.verdict, m.judged_by, m.judged_at
              from dealer_mark m
             where m.tenant_id = ? and (?::bigint is null or m.dealer_id = ?)""";

    @Inject
    private Sql sql;

    @Inject
    private Ledger ledger;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** A dealer answered an offer, or let it lie. */
    void answered(Actor actor, Consignment offer, DealerMark.Kind kind, int taken, Decline why) {
        long whole = Duration.between(offer.offeredAt(), offer.offerDeadline()).toSeconds();
        long left = Duration.between(clock.now(), offer.offerDeadline()).toSeconds();
        Integer speed = taken == 0 ? null : whole <= 0 ? 100 : (int) Math.max(0, Math.min(100, left * 200 / whole));
        write(actor, offer, kind, why, why == null || why.reason().counts(), offer.pieces(), taken,
                speed);
    }

    void ranOut(Actor actor, Consignment accepted, int missing, String note) {
        if (accepted.dealer() != null) {
            write(actor, accepted, DealerMark.Kind.RAN_OUT, new Decline(DeclineReason.OUT_OF_STOCK, note), true, missing, 0,
                    null);
        }
    }

    /** Which warehouses ran out of goods of an order, and when the last time. */
    Map<WarehouseId, Instant> ranOutOf(Actor actor, String orderCode) {
        return sql.list("""
                select warehouse_id, max(at) as at from dealer_mark
                 where tenant_id = ? and order_code = ? and kind = 'RAN_OUT' group by warehouse_id""",
                row -> Map.entry(new WarehouseId(row.number("warehouse_id")), row.instant("at")), actor.tenant(), orderCode)
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * A dealer's parcel left, was damaged or lost on its way: once each, however often it is said.
     *
     * @param kind SHIPPED_IN_TIME, SHIPPED_LATE, DAMAGED or LOST
     */
    void happened(Actor actor, Consignment consignment, DealerMark.Kind kind) {
        if (consignment.dealer() != null) {
            write(actor, consignment, kind, null, true, consignment.pieces(), consignment.pieces(), null);
        }
    }

    private void write(Actor actor, Consignment of, DealerMark.Kind kind, Decline why, boolean counts, int pieces,
                       int kept, Integer speed) {
        String currency = transactions.tenant().currency();
        Money fine = terms(actor).fine(kind);
        String code = numbering.next("MRK");
        int written = sql.update("""
                insert into dealer_mark (tenant_id, id, code, dealer_id, warehouse_id, consignment_id, consignment,
                                         order_code, kind, reason, note, counts, pieces, pieces_kept, speed, at,
                                         fine_minor, currency)
                values (?, nextval('dealer_mark_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::integer, ?, ?, ?)
                on conflict (tenant_id, consignment_id, warehouse_id, kind)
                   where kind in ('SHIPPED_IN_TIME', 'SHIPPED_LATE', 'DAMAGED', 'LOST') do nothing""",
                actor.tenant(), code, of.dealer(), of.warehouse(), of.id(), of.code(), of.orderCode(), kind,
                why == null ? "" : why.reason().name(), why == null ? "" : why.note(), counts, pieces, kept, speed,
                clock.now(), fine.minor(), currency);
        if (written > 0 && fine.isPositive()) {
            ledger.post(actor, NewPosting.transfer("dealer.fined", THING, code,
                    Account.of(AccountKind.DEALER_DUE, of.dealer()), Account.of(AccountKind.PENALTIES), fine));
        }
    }

    /** Gives a fine back, leg by leg. */
    void forgive(Actor actor, DealerMark mark) {
        if (mark.fine().isPositive()) {
            ledger.post(actor, NewPosting.transfer("dealer.fine-reversed", THING, mark.code(),
                    Account.of(AccountKind.PENALTIES), Account.of(AccountKind.DEALER_DUE, mark.dealer()), mark.fine()));
        }
    }

    /** What is in force now. */
    DealerTerms terms(Actor actor) {
        String currency = transactions.tenant().currency();
        return sql.first("""
                select late_minor, out_minor, currency, contest_days, valid_from from dealer_terms
                 where tenant_id = ? and valid_from <= ? order by valid_from desc, id desc limit 1""",
                row -> new DealerTerms(row.money("late"), row.money("out"), row.integer("contest_days"),
                        row.instant("valid_from")), actor.tenant(), clock.now())
                .orElseGet(() -> DealerTerms.defaults(currency));
    }

    void newTerms(Actor actor, DealerTerms terms, String proposal) {
        sql.update("""
                insert into dealer_terms (tenant_id, id, valid_from, late_minor, out_minor, currency, contest_days, proposal)
                values (?, nextval('dealer_terms_seq'), ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), clock.now(), terms.late().minor(), terms.out().minor(), terms.late().currency(),
                terms.contestDays(), proposal);
    }

    /**
     * The latest first.
     *
     * @param warehouse null for all
     * @param kinds     empty for all
     * @param contest   null for all, else those that stand there
     * @param after     the code of the last one of the page before
     */
    List<DealerMark> page(Actor actor, WarehouseId warehouse, List<DealerMark.Kind> kinds, DealerMark.Contest contest,
                          Instant since, String after, int limit) {
        DealerTerms terms = terms(actor);
        return sql.list(COLUMNS + " and " + """
                (?::bigint is null or m.warehouse_id = ?) and (cardinality(?::text[]) = 0 or m.kind = any (?))
                 and (?::text is null or m.contest = ?) and (?::timestamptz is null or m.at >= ?)
                 and (?::text is null or m.id < (select a.id from dealer_mark a where a.tenant_id = ? and a.code = ?))
                 order by m.id desc limit ?""", row -> mark(row, terms), actor.tenant(), actor.scope(), actor.scope(),
                warehouse, warehouse, names(kinds), names(kinds), contest == null ? null : contest.name(),
                contest == null ? null : contest.name(), since, since, after, actor.tenant(), after, limit);
    }

    private static String[] names(List<DealerMark.Kind> kinds) {
        return kinds.stream().map(Enum::name).toArray(String[]::new);
    }

    Optional<DealerMark> byCode(Actor actor, String code) {
        DealerTerms terms = terms(actor);
        return sql.first(COLUMNS + " and m.code = ?", row -> mark(row, terms), actor.tenant(), actor.scope(), actor.scope(), code);
    }

    /** The latest of this consignment's. */
    Optional<DealerMark> latest(Actor actor, String consignment, DealerMark.Kind kind) {
        DealerTerms terms = terms(actor);
        return sql.first(COLUMNS + """
                 and m.consignment_id = (select c.id from consignment c where c.tenant_id = ? and c.code = ?) and m.kind = ?
                 order by m.id desc limit 1""", row -> mark(row, terms), actor.tenant(), actor.scope(), actor.scope(),
                actor.tenant(), consignment, kind);
    }

    /** What its consignment held then, wherever the goods went since. */
    List<Promises.Goods> goods(Actor actor, DealerMark mark) {
        return sql.list("""
                with recursive held as (
                    select id from consignment where tenant_id = ? and code = ?
                    union
                    select c.id from consignment c join held on c.split_from = held.id
                     where c.tenant_id = ? and c.order_code = ? and c.created_at >= ?)
                select l.sku, l.title, sum(l.quantity) as pieces from held
                  join consignment_line l on l.tenant_id = ? and l.consignment_id = held.id
                 group by l.sku, l.title having sum(l.quantity) > 0 order by l.sku, l.title limit 200""",
                row -> new Promises.Goods(row.text("sku"), row.text("title"), row.number("pieces")), actor.tenant(),
                mark.consignment(), actor.tenant(), mark.order(), mark.at(), actor.tenant());
    }

    Optional<DealerMark> lock(Actor actor, String code) {
        DealerTerms terms = terms(actor);
        return sql.first(COLUMNS + " and m.code = ? for update", row -> mark(row, terms), actor.tenant(), actor.scope(),
                actor.scope(), code);
    }

    /** Contests that nobody judged in time, locked. */
    List<DealerMark> lockUnjudged(Actor actor, Instant contestedBefore, int limit) {
        DealerTerms terms = terms(actor);
        return sql.list(COLUMNS + " and m.contest = 'CONTESTED' and m.contested_at < ? order by m.contested_at limit ?"
                + " for update skip locked", row -> mark(row, terms), actor.tenant(), null, null, contestedBefore, limit);
    }

    void contested(Actor actor, String code, String reason) {
        sql.update("""
                update dealer_mark set contest = 'CONTESTED', contest_reason = ?, contested_by = ?, contested_at = ?
                 where tenant_id = ? and code = ?""", reason, actor.name(), clock.now(), actor.tenant(), code);
    }

    void judged(Actor actor, String code, DealerMark.Contest verdict, String why) {
        sql.update("""
                update dealer_mark set contest = ?, verdict = ?, judged_by = ?, judged_at = ?, counts = counts and ?
                 where tenant_id = ? and code = ?""",
                verdict, why, actor.name(), clock.now(), verdict != DealerMark.Contest.STRUCK, actor.tenant(), code);
    }

    /** What each warehouse's score is made of, since then. */
    Map<WarehouseId, List<PromiseScore.Tally>> tallies(Actor actor, Instant since) {
        return sql.list("""
                select warehouse_id, kind, count(*) as n, sum(pieces) as pieces, sum(pieces_kept) as kept,
                       coalesce(sum(speed), 0) as speed
                  from dealer_mark where tenant_id = ? and at >= ? and counts group by warehouse_id, kind""",
                row -> Map.entry(new WarehouseId(row.number("warehouse_id")), new PromiseScore.Tally(
                        row.oneOf(DealerMark.Kind.class, "kind"), row.number("n"), row.number("pieces"),
                        row.number("kept"), row.number("speed"))), actor.tenant(), since)
                .stream().collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static DealerMark mark(Row row, DealerTerms terms) {
        String reason = row.text("reason");
        String contest = row.text("contest");
        return new DealerMark(row.text("code"), new OrganisationId(row.number("dealer_id")),
                new WarehouseId(row.number("warehouse_id")), row.text("consignment"), row.text("order_code"),
                row.oneOf(DealerMark.Kind.class, "kind"), reason.isEmpty() ? null : DeclineReason.valueOf(reason),
                row.text("note"), row.flag("counts"), row.integer("pieces"), row.integer("pieces_kept"),
                row.numberOrNull("speed") == null ? null : (int) row.number("speed"), row.instant("at"), row.money("fine"),
                contest == null ? null : DealerMark.Contest.valueOf(contest), row.text("contest_reason"),
                row.text("contested_by"), row.instant("contested_at"), row.text("verdict"), row.text("judged_by"),
                row.instant("judged_at"), row.instant("at").plus(Duration.ofDays(terms.contestDays())));
    }
}
