package entrepot.tracking;

import entrepot.fulfilment.Consignment;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of parcels and what was heard of them. Each method is one or two statements. */
@ApplicationScoped
class ParcelRows {

    private static final String COLUMNS = """
            select p.id, p.code, p.carrier, p.number, p.warehouse_id, p.dealer_id, p.phone_tail, p.grams, p.state,
                   p.shipped_at, p.last_scan_at, p.last_text, p.stalled_at, p.judged_at, p.charged_minor, p.paid_minor,
                   p.currency, p.claim, p.claim_minor, p.claim_won_minor, k.consignments, k.orders, k.sellers
              from parcel p
              cross join lateral (
                select array_agg(distinct c.consignment_code order by c.consignment_code) as consignments,
                       array_agg(distinct c.order_code order by c.order_code) as orders,
                       array_agg(distinct c.seller_id order by c.seller_id) as sellers
                  from parcel_consignment c
                 where c.tenant_id = p.tenant_id and c.parcel_id = p.id) k
             where p.tenant_id = ?
            """;
    /** Who may see it: headquarters, who sent it, whose order is in it. */
    private static final String SEEN = """
             and (?::bigint is null or p.dealer_id = ? or exists (
                   select from parcel_consignment s
                    where s.tenant_id = p.tenant_id and s.parcel_id = p.id and s.seller_id = ?))
            """;
    /** Who may work on it: headquarters, who sent it. */
    private static final String WORKED = " and (?::bigint is null or p.dealer_id = ?)\n";

    @Inject
    private Sql sql;

    /** A parcel begins, or one more consignment is found in it. Told again, nothing changes. @return its id */
    long begin(Actor actor, String code, Consignment consignment, Consignment.Parcel parcel, Money charged) {
        long id = sql.one("""
                insert into parcel as p (tenant_id, id, code, carrier, number, warehouse_id, dealer_id, phone_tail, grams,
                                         state, shipped_at, last_scan_at, charged_minor, currency)
                values (?, nextval('parcel_seq'), ?, ?, ?, ?, ?::bigint, ?, ?, 'ANNOUNCED', ?, ?, 0, ?)
                on conflict (tenant_id, carrier, number) do update set grams = p.grams
                returning id""", row -> row.number("id"), actor.tenant(), code, parcel.carrier(), parcel.number(),
                consignment.warehouse(), consignment.dealer(), tail(consignment.shipTo().phone()), parcel.grams(),
                consignment.shippedAt(), consignment.shippedAt(), charged.currency());
        int added = sql.update("""
                insert into parcel_consignment (tenant_id, parcel_id, consignment_id, consignment_code, order_code, seller_id)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing""", actor.tenant(), id, consignment.id(),
                consignment.code(), consignment.orderCode(), consignment.seller());
        if (added == 1) {
            sql.update("update parcel set charged_minor = charged_minor + ? where tenant_id = ? and id = ?",
                    charged.minor(), actor.tenant(), id);
        }
        return id;
    }

    List<Parcel> byCode(Actor actor, String code) {
        return read(COLUMNS + SEEN + " and p.code = ?", actor.tenant(), actor.scope(), actor.scope(), actor.scope(), code);
    }

    List<Parcel> byOrder(Actor actor, String orderCode) {
        return read(COLUMNS + SEEN + """
                 and p.id in (select o.parcel_id from parcel_consignment o
                               where o.tenant_id = ? and o.order_code = ?)
                 order by p.id limit 200""", actor.tenant(), actor.scope(), actor.scope(), actor.scope(),
                actor.tenant(), orderCode);
    }

    List<Parcel> byConsignment(Actor actor, String consignmentCode) {
        return read(COLUMNS + """
                 and p.id in (select o.parcel_id from parcel_consignment o
                               where o.tenant_id = ? and o.consignment_code = ?)
                 order by p.id limit 200""", actor.tenant(), actor.tenant(), consignmentCode);
    }

    /** Those with that number, of any carrier. */
    List<Parcel> byNumber(Actor actor, String number) {
        return read(COLUMNS + SEEN + " and p.number = ? order by p.id desc limit 20", actor.tenant(), actor.scope(),
                actor.scope(), actor.scope(), number);
    }

    /** By number, whatever the carrier; for bills. */
    Map<String, Parcel> byNumbers(Actor actor, Collection<String> numbers) {
        Map<String, Parcel> found = new HashMap<>();
        read(COLUMNS + " and p.number = any (?) order by p.id limit 20000", actor.tenant(), numbers.toArray(String[]::new))
                .forEach(parcel -> found.put(parcel.number(), parcel));
        return found;
    }

    /** The longest silent first, of those that are done the newest; after the one with that code. */
    List<Parcel> page(Actor actor, ParcelFilter filter, String after, int limit) {
        String where = switch (filter.view()) {
            case EXCEPTIONS -> " and p.state in ('PROBLEM', 'REFUSED', 'RETURNING', 'RETURNED', 'LOST') and p.judged_at is null";
            case STALLED -> " and p.stalled_at is not null and p.state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING')";
            case UNDER_WAY -> " and p.state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING')";
            case CLAIMS -> " and p.claim is not null";
            case DONE -> " and (p.state = 'DELIVERED' or p.judged_at is not null)";
            case BILLED -> " and p.paid_minor is not null";
        };
        return read(COLUMNS + WORKED + where + "\n" + (filter.view() == ParcelFilter.View.DONE ? """
                 and (?::text is null or (p.last_scan_at, p.id) < (select a.last_scan_at, a.id from parcel a
                                                                    where a.tenant_id = ? and a.code = ?))
                 order by p.last_scan_at desc, p.id desc limit ?""" : """
                 and (?::text is null or (p.last_scan_at, p.id) > (select a.last_scan_at, a.id from parcel a
                                                                    where a.tenant_id = ? and a.code = ?))
                 order by p.last_scan_at, p.id limit ?"""), actor.tenant(), actor.scope(), actor.scope(), after,
                actor.tenant(), after, limit);
    }

    Map<ParcelFilter.View, Long> counts(Actor actor) {
        return sql.one("""
                select count(*) filter (where state in ('PROBLEM', 'REFUSED', 'RETURNING', 'RETURNED', 'LOST')
                                          and judged_at is null) as exceptions,
                       count(*) filter (where stalled_at is not null
                                          and state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING')) as stalled,
                       count(*) filter (where claim = 'OPEN') as claims
                  from parcel p
                 where tenant_id = ? and (?::bigint is null or dealer_id = ?)
                   and (state <> 'DELIVERED' or claim = 'OPEN')""",
                row -> Map.of(ParcelFilter.View.EXCEPTIONS, row.number("exceptions"), ParcelFilter.View.STALLED,
                        row.number("stalled"), ParcelFilter.View.CLAIMS, row.number("claims")),
                actor.tenant(), actor.scope(), actor.scope());
    }

    /** Locked, for the actor to work on. */
    List<Parcel> lock(Actor actor, String code) {
        sql.list("select id from parcel p where p.tenant_id = ? and p.code = ?" + WORKED + " for update",
                row -> row.number("id"), actor.tenant(), code, actor.scope(), actor.scope());
        return read(COLUMNS + WORKED + " and p.code = ?", actor.tenant(), actor.scope(), actor.scope(), code);
    }

    /** Locked: the parcel that a source speaks of; of several carriers' the one that left last. */
    List<Parcel> lockNumber(Actor actor, String carrier, String number) {
        sql.list("select id from parcel where tenant_id = ? and number = ? order by id for update",
                row -> row.number("id"), actor.tenant(), number);
        return read(COLUMNS + " and p.number = ? and (?::text is null or p.carrier = ?) order by p.id desc limit 1",
                actor.tenant(), number, carrier, carrier);
    }

    /** On their way and silent since then, with no claim that they failed; locked, others' work passed by. */
    List<Parcel> lockSilent(Actor actor, Instant since, int limit) {
        Long[] ids = sql.list("""
                select id from parcel
                 where tenant_id = ? and state in ('COLLECTED', 'IN_TRANSIT', 'DELIVERING', 'ANNOUNCED') and last_scan_at <= ?
                   and (state <> 'ANNOUNCED' or subscribed_at is null)
                 order by last_scan_at, id limit ? for update skip locked""", row -> row.number("id"), actor.tenant(),
                since, limit).toArray(Long[]::new);
        return ids.length == 0 ? List.of()
                : read(COLUMNS + " and p.id = any (?) order by p.last_scan_at, p.id", actor.tenant(), ids);
    }

    /** Flags those that should have been heard of. @return how many */
    int stall(Actor actor, Instant since, Instant now, int limit) {
        return sql.update("""
                update parcel set stalled_at = ?
                 where tenant_id = ? and id in (
                   select id from parcel
                    where tenant_id = ? and state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING')
                      and last_scan_at <= ? and stalled_at is null
                    order by last_scan_at limit ? for update skip locked)""",
                now, actor.tenant(), actor.tenant(), since, limit);
    }

    /** @return the new ones' number: what was told before stands there already */
    int hear(Actor actor, Parcel parcel, String source, Long message, List<Scan> scans, Instant now) {
        return scans.isEmpty() ? 0 : sql.update("""
                insert into parcel_event (tenant_id, id, parcel_id, carrier, number, at, state, text, text_hash, place,
                                          source, message_id, heard_at)
                select ?, nextval('parcel_event_seq'), ?, ?, ?, e.at::timestamptz, e.state, e.text, e.hash, e.place, ?,
                       ?::bigint, ?
                  from unnest(?, ?, ?, ?, ?) e(at, state, text, hash, place)
                on conflict do nothing""", actor.tenant(), parcel.id(), parcel.carrier(), parcel.number(), source, message,
                now, scans.stream().map(s -> s.at().toString()).toArray(String[]::new),
                scans.stream().map(s -> s.state().name()).toArray(String[]::new),
                scans.stream().map(Scan::text).toArray(String[]::new),
                scans.stream().map(s -> Tokens.sha256(s.text())).toArray(String[]::new),
                scans.stream().map(Scan::place).toArray(String[]::new));
    }

    /** What was said, kept as it was said. @return its id; null if it was said before, word for word */
    Long message(Actor actor, String source, String body, Instant now) {
        return sql.first("""
                insert into tracking_message (tenant_id, id, source, body, body_hash, at)
                values (?, nextval('tracking_message_seq'), ?, ?, ?, ?)
                on conflict do nothing returning id""", row -> row.number("id"), actor.tenant(), source, body, Tokens.sha256(body),
                now).orElse(null);
    }

    /** The latest first. */
    List<ParcelTrack.Event> events(Actor actor, long parcel) {
        return events(actor, List.of(parcel)).getOrDefault(parcel, List.of());
    }

    Map<Long, List<ParcelTrack.Event>> events(Actor actor, Collection<Long> parcels) {
        Map<Long, List<ParcelTrack.Event>> events = new HashMap<>();
        sql.each("""
                select parcel_id, at, state, text, place from parcel_event
                 where tenant_id = ? and parcel_id = any (?) order by at desc, id desc limit 5000""", 0,
                row -> events.computeIfAbsent(row.number("parcel_id"), id -> new ArrayList<>()).add(new ParcelTrack.Event(
                        row.instant("at"), row.oneOf(ParcelState.class, "state"), row.text("text"), row.text("place"))),
                actor.tenant(), parcels.toArray(Long[]::new));
        return events;
    }

    void scanned(Actor actor, Parcel parcel, ParcelState state, Instant lastScan, String text) {
        sql.update("""
                update parcel set state = ?, last_scan_at = ?, last_text = ?, stalled_at = null where tenant_id = ? and id = ?""",
                state, lastScan, text, actor.tenant(), parcel.id());
    }

    void state(Actor actor, Parcel parcel, ParcelState state, Instant ended) {
        sql.update("""
                update parcel set state = ?, ended_at = coalesce(?::timestamptz, ended_at), stalled_at = null
                 where tenant_id = ? and id = ?""", state, ended, actor.tenant(), parcel.id());
    }

    void judged(Actor actor, Parcel parcel, Instant at) {
        sql.update("update parcel set judged_at = ? where tenant_id = ? and id = ?", at, actor.tenant(), parcel.id());
    }

    void claim(Actor actor, Parcel parcel, Parcel.Claim claim, Money claimed, Money won) {
        sql.update("""
                update parcel set claim = ?, claim_minor = ?, claim_won_minor = ?::bigint where tenant_id = ? and id = ?""",
                claim, claimed.minor(), won == null ? null : won.minor(), actor.tenant(), parcel.id());
    }

    void paid(Actor actor, long parcel, Money paid) {
        sql.update("update parcel set paid_minor = coalesce(paid_minor, 0) + ? where tenant_id = ? and id = ?",
                paid.minor(), actor.tenant(), parcel);
    }

    /** The states of all parcels of a consignment. */
    List<ParcelState> states(Actor actor, String consignment) {
        return sql.list("""
                select p.state from parcel_consignment c
                  join parcel p on p.tenant_id = c.tenant_id and p.id = c.parcel_id
                 where c.tenant_id = ? and c.consignment_code = ? limit 200""",
                row -> row.oneOf(ParcelState.class, "state"), actor.tenant(), consignment);
    }

    /** Pieces that did not reach their buyer, of all parcels of these consignments. */
    List<Back> back(Actor actor, Collection<String> consignments) {
        return sql.list("""
                select distinct b.parcel_id, c.consignment_code, b.consignment_id, b.line_no, b.quantity, b.refunded_minor,
                       b.own_quantity, b.own_taken_minor, l.variant_id, l.quantity as ordered, p.currency
                  from parcel_back b
                  join parcel_consignment c on c.tenant_id = b.tenant_id and c.parcel_id = b.parcel_id
                                           and c.consignment_id = b.consignment_id
                  join consignment_line l on l.tenant_id = b.tenant_id and l.consignment_id = b.consignment_id
                                         and l.no = b.line_no
                  join parcel p on p.tenant_id = b.tenant_id and p.id = b.parcel_id
                 where b.tenant_id = ? and c.consignment_code = any (?)
                 order by b.parcel_id, c.consignment_code, b.line_no limit 2000""",
                row -> new Back(row.number("parcel_id"), row.text("consignment_code"),
                        new ConsignmentId(row.number("consignment_id")), row.integer("line_no"), row.integer("quantity"),
                        row.money("refunded"), row.integer("own_quantity"), row.money("own_taken"),
                        new VariantId(row.number("variant_id"))),
                actor.tenant(), consignments.toArray(String[]::new));
    }

    /**
     * Pieces of one line that did not reach their buyer.
     *
     * @param own      how many of them are the dealer's own
     * @param ownTaken what the dealer has given back for those
     */
    record Back(long parcel, String consignmentCode, ConsignmentId consignment, int line, int quantity, Money refunded,
                int own, Money ownTaken, VariantId variant) {
    }

    /** How many pieces of the line this parcel was said to hold before. */
    int parts(Actor actor, long parcel, ConsignmentId consignment, int line) {
        return sql.first("""
                select quantity from parcel_back where tenant_id = ? and parcel_id = ? and consignment_id = ? and line_no = ?""",
                row -> row.integer("quantity"), actor.tenant(), parcel, consignment, line).orElse(0);
    }

    /** Pieces that come later are added to those that came before; where each lies the stock's movements tell. */
    void back(Actor actor, Back back, WarehouseId warehouse, boolean held, Instant at) {
        sql.update("""
                insert into parcel_back (tenant_id, parcel_id, consignment_id, line_no, quantity, own_quantity,
                                         own_taken_minor, warehouse_id, held, at)
                values (?, ?, ?, ?, ?, ?, ?, ?::bigint, ?, ?)
                on conflict (tenant_id, parcel_id, consignment_id, line_no) do update
                   set quantity = parcel_back.quantity + excluded.quantity,
                       own_quantity = parcel_back.own_quantity + excluded.own_quantity,
                       own_taken_minor = parcel_back.own_taken_minor + excluded.own_taken_minor""",
                actor.tenant(), back.parcel(), back.consignment(),
                back.line(), back.quantity(), back.own(), back.ownTaken().minor(), warehouse, held, at);
    }

    void refunded(Actor actor, Back back, Money refunded, Money ownTaken) {
        sql.update("""
                update parcel_back set refunded_minor = ?, own_taken_minor = ?
                 where tenant_id = ? and parcel_id = ? and consignment_id = ? and line_no = ?""", refunded.minor(),
                ownTaken.minor(), actor.tenant(), back.parcel(), back.consignment(), back.line());
    }

    void verdict(Actor actor, long parcel, Verdict verdict, Mishaps.Effect effect, Instant at) {
        sql.update("""
                insert into parcel_verdict (tenant_id, parcel_id, bearer, goods_minor, freight_minor, return_freight_minor,
                                            compensation_minor, dealer_minor, currency, why, by_name, by_user_id, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), parcel, verdict.bearer(),
                effect.goods().minor(), effect.freight().minor(), effect.returnFreight().minor(),
                effect.compensation().minor(), effect.dealer().minor(), effect.goods().currency(), verdict.why(),
                actor.name(), actor.user() == null ? null : actor.user().value(), at);
    }

    Optional<Mishaps.Judged> judged(Actor actor, long parcel) {
        return sql.first("""
                select bearer, goods_minor, freight_minor, return_freight_minor, compensation_minor, dealer_minor, currency,
                       why, by_name, at from parcel_verdict where tenant_id = ? and parcel_id = ?""",
                row -> new Mishaps.Judged(row.oneOf(Verdict.Bearer.class, "bearer"), new Mishaps.Effect(row.money("goods"),
                        row.money("freight"), row.money("return_freight"), row.money("compensation"), row.money("dealer")),
                        row.text("why"), row.text("by_name"), row.instant("at")), actor.tenant(), parcel);
    }

    private List<Parcel> read(String statement, Object... values) {
        return sql.list(statement, ParcelRows::parcel, values);
    }

    private static Parcel parcel(Row row) {
        String currency = row.text("currency");
        return new Parcel(row.number("id"), row.text("code"), row.text("carrier"), row.text("number"),
                new WarehouseId(row.number("warehouse_id")),
                row.numberOrNull("dealer_id") == null ? null : new OrganisationId(row.number("dealer_id")),
                row.integer("grams"), row.oneOf(ParcelState.class, "state"), row.instant("shipped_at"),
                row.instant("last_scan_at"), row.text("last_text"), row.instant("stalled_at"), row.instant("judged_at"),
                row.money("charged"), money(row, "paid_minor", currency), row.oneOf(Parcel.Claim.class, "claim"),
                money(row, "claim_minor", currency), money(row, "claim_won_minor", currency),
                row.texts("consignments"), row.texts("orders"),
                row.numbers("sellers").stream().map(OrganisationId::new).toList());
    }

    private static Money money(Row row, String column, String currency) {
        Long minor = row.numberOrNull(column);
        return minor == null ? null : Money.of(minor, currency);
    }

    private static String tail(String phone) {
        String digits = phone.replaceAll("\\D", "");
        return digits.substring(Math.max(0, digits.length() - 4));
    }
}
