package entrepot.inventory;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies in the warehouses. Reservations carry a reference: the code of the consignment they are for.
 *
 * <p>Whoever changes stock locks its rows in the order (variant, warehouse, owner) first, within the same statement,
 * so that baskets of any order never wait for each other in a circle; what is free is read under that lock.
 */
@ApplicationScoped
@UseCases
public class Stock {

    /** Lines of a list at most. */
    public static final int LIST_MAX = 200;
    /** Variants that a search answers at most. */
    public static final int FOUND_MAX = 20;

    /**
     * All needs or none: nothing is updated or kept if anything is short; what is short is the answer. Of a variant in a
     * warehouse, needs and piles are laid side by side, piece by piece: consigned piles before the dealer's own (or the other way round), needs
     * that take consigned pieces only before the others. Where two lie over each other, that is what is taken. What is
     * set aside is reckoned from the locked row: the update itself begins with the row as it was before the wait, and what
     * it made of that might look like more than there is.
     */
    private static final String RESERVE = """
            with need as materialized (
                select reference, warehouse_id, variant_id, consigned_only, quantity,
                       sum(quantity) over (partition by variant_id, warehouse_id
                                           order by consigned_only desc, reference) - quantity as from_piece
                  from (select reference, warehouse_id, variant_id, bool_and(consigned_only) as consigned_only,
                               sum(quantity) as quantity
                          from unnest(?, ?, ?, ?, ?) n(reference, warehouse_id, variant_id, quantity, consigned_only)
                         group by reference, warehouse_id, variant_id) n),
            locked as materialized (
                select s.variant_id, s.warehouse_id, s.owner_id, s.own, s.reserved, s.on_hand - s.reserved as free
                  from (select distinct variant_id, warehouse_id from need) n
                  join stock s on s.variant_id = n.variant_id and s.warehouse_id = n.warehouse_id
                 where s.tenant_id = ?
                 order by s.variant_id, s.warehouse_id, s.owner_id
                   for update of s),
            pile as (
                select *, sum(free) over (partition by variant_id, warehouse_id order by own <> ?, owner_id) - free as from_piece
                  from locked where free > 0),
            taken as materialized (
                select n.reference, p.variant_id, p.warehouse_id, p.owner_id,
                       (least(n.from_piece + n.quantity, p.from_piece + p.free)
                        - greatest(n.from_piece, p.from_piece))::integer as quantity
                  from need n
                  join pile p on p.variant_id = n.variant_id and p.warehouse_id = n.warehouse_id
                             and p.from_piece < n.from_piece + n.quantity and n.from_piece < p.from_piece + p.free
                 where not (p.own and n.consigned_only)),
            short as materialized (
                select n.variant_id, (n.quantity - coalesce(t.quantity, 0))::bigint as missing
                  from (select variant_id, sum(quantity) as quantity from need group by variant_id) n
                  left join (select variant_id, sum(quantity) as quantity from taken group by variant_id) t
                         on t.variant_id = n.variant_id
                 where n.quantity > coalesce(t.quantity, 0)),
            updated as (
                update stock s set reserved = l.reserved + t.quantity
                  from (select variant_id, warehouse_id, owner_id, sum(quantity)::integer as quantity from taken
                         group by variant_id, warehouse_id, owner_id) t
                  join locked l using (variant_id, warehouse_id, owner_id)
                 where s.tenant_id = ? and s.variant_id = t.variant_id and s.warehouse_id = t.warehouse_id
                   and s.owner_id = t.owner_id and not exists (select from short)),
            kept as (
                insert into reservation (tenant_id, reference, variant_id, warehouse_id, owner_id, quantity, at)
                select ?, t.reference, t.variant_id, t.warehouse_id, t.owner_id, t.quantity, ?
                  from taken t where not exists (select from short))
            select variant_id, missing from short order by variant_id""";

    /** The reservation's rows go, and the stock behind them is locked in order. */
    private static final String TAKE_BACK = """
            with gone as (
                delete from reservation where tenant_id = ? and reference = ?
                returning variant_id, warehouse_id, owner_id, quantity, at),
            locked as materialized (
                select s.variant_id, s.warehouse_id, s.owner_id, s.on_hand, s.promised, g.quantity, g.at
                  from stock s
                  join gone g on g.variant_id = s.variant_id and g.warehouse_id = s.warehouse_id
                             and g.owner_id = s.owner_id
                 where s.tenant_id = ?
                 order by s.variant_id, s.warehouse_id, s.owner_id
                   for update of s)""";

    /** The same of several references, of which some may have pieces of one pile. */
    private static final String RELEASE = """
            with gone as (
                delete from reservation where tenant_id = ? and reference = any (?)
                returning variant_id, warehouse_id, owner_id, quantity),
            pile as (
                select variant_id, warehouse_id, owner_id, sum(quantity)::integer as quantity from gone
                 group by variant_id, warehouse_id, owner_id),
            locked as materialized (
                select s.variant_id, s.warehouse_id, s.owner_id, p.quantity
                  from stock s
                  join pile p on p.variant_id = s.variant_id and p.warehouse_id = s.warehouse_id
                             and p.owner_id = s.owner_id
                 where s.tenant_id = ?
                 order by s.variant_id, s.warehouse_id, s.owner_id
                   for update of s)
            update stock s set reserved = s.reserved - l.quantity
              from locked l
             where s.tenant_id = ? and s.variant_id = l.variant_id and s.warehouse_id = l.warehouse_id
               and s.owner_id = l.owner_id""";

    /**
     * References whose time is over go whole or not at all. The stock behind them is locked in order first and their rows
     * without waiting: whoever ships, releases or prolongs one of them at the same moment is ahead, and it stays.
     */
    private static final String EXPIRE = """
            with due as (
                select reference from reservation
                 where tenant_id = ? and expires_at <= ?
                 group by reference order by min(expires_at), reference limit ?),
            behind as materialized (
                select s.variant_id, s.warehouse_id, s.owner_id
                  from stock s
                 where s.tenant_id = ? and exists (
                     select from reservation r join due on due.reference = r.reference
                      where r.tenant_id = ? and r.variant_id = s.variant_id and r.warehouse_id = s.warehouse_id
                        and r.owner_id = s.owner_id)
                 order by s.variant_id, s.warehouse_id, s.owner_id
                   for update),
            mine as materialized (
                select r.reference, r.expires_at
                  from reservation r join due on due.reference = r.reference
                 where r.tenant_id = ? and (select count(*) from behind) > 0
                   for update of r skip locked),
            whole as materialized (
                select m.reference from mine m
                 group by m.reference
                having bool_and(coalesce(m.expires_at <= ?, false)) and count(*) = (
                    select count(*) from reservation r where r.tenant_id = ? and r.reference = m.reference)),
            gone as (
                delete from reservation r using whole w where r.tenant_id = ? and r.reference = w.reference
                returning r.variant_id, r.warehouse_id, r.owner_id, r.quantity),
            freed as (
                update stock s set reserved = s.reserved - g.quantity
                  from (select variant_id, warehouse_id, owner_id, sum(quantity)::integer as quantity from gone
                         group by variant_id, warehouse_id, owner_id) g
                 where s.tenant_id = ? and s.variant_id = g.variant_id and s.warehouse_id = g.warehouse_id
                   and s.owner_id = g.owner_id)
            select reference from whole order by reference""";

    /** Pieces that have not come yet stay: what came is for those who ordered before, and all of it leaves or nothing. */
    private static final String SHIP = TAKE_BACK + """
            ,
            awaited as materialized (
                select l.variant_id from locked l
                 where l.promised > 0 and l.on_hand - l.promised < (
                     select sum(r.quantity) from reservation r
                      where r.tenant_id = ? and r.variant_id = l.variant_id and r.warehouse_id = l.warehouse_id
                        and r.owner_id = l.owner_id and (r.at < l.at or r.reference = ?))),
            updated as (
                update stock s set reserved = s.reserved - l.quantity, on_hand = s.on_hand - l.quantity
                  from locked l
                 where s.tenant_id = ? and s.variant_id = l.variant_id and s.warehouse_id = l.warehouse_id
                   and s.owner_id = l.owner_id and not exists (select from awaited)),
            written as (
                insert into stock_movement (tenant_id, id, variant_id, warehouse_id, owner_id, reason, document,
                                            quantity, by_name, by_user_id, at)
                select ?, nextval('stock_movement_seq'), variant_id, warehouse_id, owner_id, 'SHIPPED', ?,
                       -quantity, ?, ?, ? from locked where not exists (select from awaited))
            select variant_id, warehouse_id, owner_id, quantity, variant_id in (select variant_id from awaited) as awaited
              from locked
             order by variant_id, warehouse_id, owner_id""";

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Outbox outbox;

    @Inject
    private Variants variants;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Piles piles;

    /** Levels of those variants in all active warehouses, for feeds and routing; whose they are is not for members. */
    @Requires(Requires.SYSTEM)
    public List<StockLevel> availability(Actor actor, Collection<VariantId> variants) {
        return sql.list("""
                select s.variant_id, s.warehouse_id, s.owner_id, s.on_hand, s.reserved, s.promised, s.confirmed_at
                  from stock s join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id and w.active
                 where s.tenant_id = ? and s.variant_id = any (?)
                 order by s.variant_id, s.warehouse_id, s.owner_id""",
                Stock::level, actor.tenant(), variants.stream().map(VariantId::value).toArray(Long[]::new));
    }

    /**
     * Sets stock aside for a reference, all or nothing: consigned stock first, then the dealer's own.
     *
     * @throws Problem INSUFFICIENT_STOCK naming what is short; nothing has changed then, so the caller may catch it,
     *                 route again and try another warehouse
     */
    @Requires(Requires.SYSTEM)
    public void reserve(Actor actor, String reference, List<Need> needs) {
        reserveAll(actor, Map.of(reference, needs));
    }

    /** The same for several references at once, all or nothing together. */
    @Requires(Requires.SYSTEM)
    public void reserveAll(Actor actor, Map<String, List<Need>> needsByReference) {
        Trip trip = sql.trip();
        Later<Map<VariantId, Long>> missing = tryReserve(actor, trip, needsByReference);
        trip.go();
        if (!missing.get().isEmpty()) {
            throw new Problem(InventoryProblem.INSUFFICIENT_STOCK).with("skus", inWords(actor, missing.get()));
        }
    }

    /** A need that takes consigned pieces only would find them behind the dealer's own: then they go first for all. */
    private static boolean isOwnFirst(List<Need> needs) {
        return !needs.isEmpty() && needs.stream().allMatch(need -> need.ownFirst() && !need.consignedOnly());
    }

    /**
     * The same, with others in one round trip, for who goes on where something is missing: the pieces that are, by
     * variant. Nothing has changed then, but what was looked at stays locked: who tries elsewhere takes that back first
     * ({@link Trip#mark}), for locks that are taken bit by bit are in no order.
     */
    @Requires(Requires.SYSTEM)
    public Later<Map<VariantId, Long>> tryReserve(Actor actor, Trip trip, Map<String, List<Need>> needsByReference) {
        List<String> references = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        needsByReference.forEach((reference, some) -> some.forEach(need -> {
            references.add(reference);
            needs.add(need);
        }));
        return trip.list(RESERVE,
                row -> Map.entry(new VariantId(row.number("variant_id")), row.number("missing")),
                references.toArray(String[]::new),
                needs.stream().map(n -> n.warehouse().value()).toArray(Long[]::new),
                needs.stream().map(n -> n.variant().value()).toArray(Long[]::new),
                needs.stream().map(n -> Piles.checked(n.quantity())).toArray(Integer[]::new),
                needs.stream().map(Need::consignedOnly).toArray(Boolean[]::new),
                actor.tenant(), isOwnFirst(needs), actor.tenant(), actor.tenant(), clock.now())
                .map(missing -> missing.stream().collect(
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum)));
    }

    /** Gives back what is set aside for the reference; harmless when nothing is. */
    @Requires(Requires.SYSTEM)
    public void release(Actor actor, String reference) {
        releaseAll(actor, List.of(reference));
    }

    /** The same for several references at once, so that their stock is locked in one order. */
    @Requires(Requires.SYSTEM)
    public void releaseAll(Actor actor, Collection<String> references) {
        sql.update(RELEASE, actor.tenant(), references.toArray(String[]::new), actor.tenant(), actor.tenant());
    }

    /**
     * Says until when a reservation holds.
     *
     * @param until null for as long as it is needed: an order that was held or quoted has become a real one
     * @return whether there still is one; false where it has expired, was released or shipped
     */
    @Requires(Requires.SYSTEM)
    public boolean holdUntil(Actor actor, String reference, Instant until) {
        return sql.update("update reservation set expires_at = ?::timestamptz where tenant_id = ? and reference = ?",
                until, actor.tenant(), reference) > 0;
    }

    /** The same for several references, with others in one round trip. */
    @Requires(Requires.SYSTEM)
    public void holdUntil(Actor actor, Trip trip, Collection<String> references, Instant until) {
        trip.update("update reservation set expires_at = ?::timestamptz where tenant_id = ? and reference = any (?)",
                until, actor.tenant(), references.toArray(String[]::new));
    }

    /**
     * Frees at most so many references whose time is over, and leaves {@link ReservationExpired} for each.
     *
     * @return how many were freed
     */
    @Requires(Requires.SYSTEM)
    public int expire(Actor actor, int limit) {
        Instant now = clock.now();
        List<String> expired = sql.list(EXPIRE, row -> row.text("reference"), actor.tenant(), now, limit, actor.tenant(),
                actor.tenant(), actor.tenant(), now, actor.tenant(), actor.tenant(), actor.tenant());
        outbox.addAll(actor, expired.stream().map(ReservationExpired::new).toList());
        return expired.size();
    }

    /**
     * Moves a reservation to other warehouses in the open transaction.
     *
     * @throws Problem INSUFFICIENT_STOCK; the old reservation is gone then
     */
    @Requires(Requires.SYSTEM)
    public void reserveElsewhere(Actor actor, String reference, List<Need> needs) {
        redistribute(actor, reference, Map.of(reference, needs));
    }

    /**
     * Gives back what is set aside for a reference, and sets aside what it and others need instead, all or nothing, in
     * the open transaction. Everything that is given back or needed is locked in order first, for two that move
     * against each other would wait in a circle otherwise.
     *
     * @param needs by reference, the old one among them where it keeps some; no two may name the same warehouse
     * @throws Problem INSUFFICIENT_STOCK; the old reservation is gone then
     */
    @Requires(Requires.SYSTEM)
    public void redistribute(Actor actor, String reference, Map<String, List<Need>> needs) {
        List<Shipped> before = setAside(actor, reference);
        List<Need> after = needs.values().stream().flatMap(List::stream).toList();
        sql.list("""
                select s.variant_id from stock s
                 where s.tenant_id = ? and s.variant_id = any (?) and s.warehouse_id = any (?)
                 order by s.variant_id, s.warehouse_id, s.owner_id for update""",
                row -> row.number("variant_id"), actor.tenant(),
                Stream.concat(before.stream().map(Shipped::variant), after.stream().map(Need::variant)).distinct()
                        .map(VariantId::value).toArray(Long[]::new),
                Stream.concat(before.stream().map(Shipped::warehouse), after.stream().map(Need::warehouse)).distinct()
                        .map(WarehouseId::value).toArray(Long[]::new));
        if (!before.isEmpty()) {
            release(actor, reference);
        }
        if (!after.isEmpty()) {
            reserveAll(actor, needs);
        }
    }

    /** What is set aside for a reference, by whose it is. */
    @Requires(Requires.SYSTEM)
    public List<Shipped> setAside(Actor actor, String reference) {
        return sql.list("""
                select warehouse_id, variant_id, owner_id, quantity from reservation
                 where tenant_id = ? and reference = ? order by variant_id, warehouse_id, owner_id""",
                row -> new Shipped(new WarehouseId(row.number("warehouse_id")), new VariantId(row.number("variant_id")),
                        new OrganisationId(row.number("owner_id")), row.integer("quantity")),
                actor.tenant(), reference);
    }

    /**
     * Pieces that were promised and are not there: they are written off whoever's they are, for nobody may be promised
     * them again; the movement says for which document. They must be free.
     *
     * @throws Problem BELOW_RESERVED
     */
    @Requires(Requires.SYSTEM)
    public void missing(Actor actor, List<Shipped> pieces, String document) {
        pieces.forEach(p -> correct(actor, p.warehouse(), p.variant(), p.stockOwner(), -p.quantity(), document));
    }

    /**
     * What was set aside leaves the house, by whose it was; empty when nothing was.
     *
     * @throws Problem PRESALE_NOT_ARRIVED while pieces that were sold before they came are not there, or are for others who
     *                 ordered before
     */
    @Requires(Requires.SYSTEM)
    public List<Shipped> ship(Actor actor, String reference) {
        Map<VariantId, Long> awaited = new LinkedHashMap<>();
        List<Shipped> shipped = sql.list(SHIP, row -> {
                    Shipped pieces = new Shipped(new WarehouseId(row.number("warehouse_id")),
                            new VariantId(row.number("variant_id")), new OrganisationId(row.number("owner_id")),
                            row.integer("quantity"));
                    if (row.flag("awaited")) {
                        awaited.merge(pieces.variant(), (long) pieces.quantity(), Long::sum);
                    }
                    return pieces;
                }, actor.tenant(), reference, actor.tenant(), actor.tenant(), reference, actor.tenant(), actor.tenant(),
                reference, actor.name(), actor.user() == null ? null : actor.user().value(), clock.now());
        if (!awaited.isEmpty()) {
            throw new Problem(InventoryProblem.PRESALE_NOT_ARRIVED).with("skus", piles.inWords(actor, awaited));
        }
        return shipped;
    }

    /** What left the house under that reference, by whose it was; empty when nothing did. */
    @Requires(Requires.SYSTEM)
    public List<Shipped> shipped(Actor actor, String reference) {
        return sql.list("""
                select variant_id, warehouse_id, owner_id, -sum(quantity)::integer as quantity from stock_movement
                 where tenant_id = ? and document = ? and reason = 'SHIPPED'
                 group by variant_id, warehouse_id, owner_id order by variant_id, warehouse_id, owner_id limit 1000""",
                row -> new Shipped(new WarehouseId(row.number("warehouse_id")), new VariantId(row.number("variant_id")),
                        new OrganisationId(row.number("owner_id")), row.integer("quantity")),
                actor.tenant(), reference);
    }

    /** The same of many references in one statement; those of which nothing left stay away. */
    @Requires(Requires.SYSTEM)
    public Map<String, List<Shipped>> shipped(Actor actor, Collection<String> references) {
        Map<String, List<Shipped>> shipped = new HashMap<>();
        sql.each("""
                select document, variant_id, warehouse_id, owner_id, -sum(quantity)::integer as quantity from stock_movement
                 where tenant_id = ? and document = any (?) and reason = 'SHIPPED'
                 group by document, variant_id, warehouse_id, owner_id order by document, variant_id, warehouse_id, owner_id""", 0,
                row -> shipped.computeIfAbsent(row.text("document"), document -> new ArrayList<>()).add(new Shipped(
                        new WarehouseId(row.number("warehouse_id")), new VariantId(row.number("variant_id")), new OrganisationId(row.number("owner_id")),
                        row.integer("quantity"))), actor.tenant(), Columns.texts(references, reference -> reference));
        return shipped;
    }

    /** Pieces that had left come back into a warehouse, maybe another one; on hand at once. */
    @Requires(Requires.SYSTEM)
    public StockLevel takeBack(Actor actor, WarehouseId warehouse, VariantId variant, OrganisationId owner, int quantity,
                               String document) {
        return booked(actor, new Piles.Booking(warehouses.get(actor, warehouse), Piles.Rule.DIFFERENCE, Movement.Reason.RETURNED,
                document), variant, owner, Piles.checked(quantity));
    }

    /**
     * Counts pieces in.
     *
     * @param owner    headquarters (consigned) or who runs the warehouse
     * @param document the delivery note or whatever they came with
     * @throws Problem CONSIGNED_NEEDS_HEADQUARTERS to a dealer that counts headquarters' pieces in by itself, STOCK_NEEDS_TWO
     *                 to a person of headquarters: see {@link StockDifferences#receive}
     */
    @Requires(InventoryPermission.CHANGE)
    public StockLevel receive(Actor actor, WarehouseId warehouse, VariantId variant, OrganisationId owner,
                              int quantity, String document) {
        Warehouse there = warehouses.get(actor, warehouse);
        refuseConsigned(actor, there, owner);
        return booked(actor, new Piles.Booking(there, Piles.Rule.DIFFERENCE, Movement.Reason.RECEIVED, document), variant,
                owner, Piles.checked(quantity));
    }

    /**
     * Counts a whole delivery in.
     *
     * @throws Problem as for one variant; NOT_FOUND for a variant that is not the tenant's
     */
    @Requires(InventoryPermission.CHANGE)
    public void receive(Actor actor, WarehouseId warehouse, OrganisationId owner, Map<VariantId, Integer> pieces, String document) {
        Warehouse there = warehouses.get(actor, warehouse);
        refuseConsigned(actor, there, owner);
        if (!variants.byIds(actor, pieces.keySet()).keySet().containsAll(pieces.keySet())) {
            throw Problem.notFound("variant", "");
        }
        piles.bookAll(actor, new Piles.Booking(there, Piles.Rule.DIFFERENCE, Movement.Reason.RECEIVED, document),
                pieces.entrySet().stream().map(e -> new Piles.Change(e.getKey(), owner, Piles.checked(e.getValue()))).toList());
    }

    /**
     * Sets what was counted; the difference becomes a movement.
     *
     * @throws Problem BELOW_RESERVED if more is set aside than was counted; CONSIGNED_NEEDS_HEADQUARTERS to a dealer
     *                 that counts headquarters' pile, STOCK_NEEDS_TWO to a person of headquarters: see {@link StockDifferences}
     */
    @Requires(InventoryPermission.CHANGE)
    public StockLevel count(Actor actor, WarehouseId warehouse, VariantId variant, OrganisationId owner,
                            int counted, String reason) {
        checkCount(counted, reason);
        Warehouse there = warehouses.get(actor, warehouse);
        refuseConsigned(actor, there, owner);
        return booked(actor, new Piles.Booking(there, Piles.Rule.COUNTED, Movement.Reason.COUNTED, reason, clock.now(),
                false), variant, owner, counted);
    }

    /**
     * Who runs a warehouse says that all of its stock is as the books say; of another's nobody can.
     *
     * @param warehouse its code; null for each of the actor's own
     * @throws Problem NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public void confirm(Actor actor, String warehouse) {
        for (Warehouse there : seen(actor, warehouse).values()) {
            if (actor.organisation() != null && !there.owner().equals(actor.organisation())) {
                continue;
            }
            sql.update("update stock set confirmed_at = ? where tenant_id = ? and warehouse_id = ?", clock.now(), actor.tenant(),
                    there.id());
            warehouses.confirmed(actor, there.id(), clock.now(), true);
        }
    }

    /** Books a difference that two persons agree on, whatever came and went since it was found. */
    StockLevel correct(Actor actor, WarehouseId warehouse, VariantId variant, OrganisationId owner, int difference,
                       String document) {
        return booked(actor, new Piles.Booking(warehouses.get(actor, warehouse), Piles.Rule.DIFFERENCE,
                Movement.Reason.COUNTED, document), variant, owner, difference);
    }

    private StockLevel booked(Actor actor, Piles.Booking booking, VariantId variant, OrganisationId owner, int number) {
        piles.sku(actor, variant);
        piles.bookAll(actor, booking, List.of(new Piles.Change(variant, owner, number)));
        if (booking.confirmedAt() != null) {
            warehouses.confirmed(actor, booking.warehouse().id(), booking.confirmedAt(), false);
        }
        return at(actor, booking.warehouse().id(), variant, owner);
    }

    static void checkCount(int counted, String reason) {
        if (counted < 0 || counted > Piles.QUANTITY_MAX) {
            throw new Problem(InventoryProblem.STOCK_QUANTITY_INVALID).with("max", Piles.QUANTITY_MAX);
        }
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
    }

    /** Headquarters' pieces are not the dealer's to write up or off, nor one person's of headquarters. */
    private void refuseConsigned(Actor actor, Warehouse warehouse, OrganisationId owner) {
        piles.checkOwner(actor, warehouse, owner);
        if (!Piles.isAlone(actor, warehouse, owner)) {
            throw new Problem(actor.headquarters() ? InventoryProblem.STOCK_NEEDS_TWO
                    : InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS).with("warehouse", warehouse.name());
        }
    }

    /**
     * Moves free pieces of one owner between warehouses. A dealer's own goods stay with the dealer.
     *
     * @throws Problem INSUFFICIENT_STOCK, SAME_WAREHOUSE, STOCK_OWNER_INVALID
     */
    @Requires(InventoryPermission.CHANGE)
    public void move(Actor actor, WarehouseId from, WarehouseId to, VariantId variant, OrganisationId owner,
                     int quantity, String document) {
        Piles.checked(quantity);
        if (from.equals(to)) {
            throw new Problem(InventoryProblem.SAME_WAREHOUSE);
        }
        Warehouse source = warehouses.get(actor, from);
        Warehouse target = warehouses.get(actor, to);
        sql.list("""
                select warehouse_id from stock
                 where tenant_id = ? and variant_id = ? and warehouse_id in (?, ?) and owner_id = ?
                 order by variant_id, warehouse_id, owner_id for update""",
                row -> row.number("warehouse_id"), actor.tenant(), variant, from, to, owner);
        booked(actor, new Piles.Booking(source, Piles.Rule.FROM_FREE, Movement.Reason.MOVED_OUT, document), variant, owner,
                -quantity);
        booked(actor, new Piles.Booking(target, Piles.Rule.DIFFERENCE, Movement.Reason.MOVED_IN, document), variant, owner,
                quantity);
    }

    /** What a pile holds now; nothing where there never was any. @throws Problem SKU_UNKNOWN, NOT_FOUND */
    @Requires(InventoryPermission.VIEW)
    public StockLine level(Actor actor, Pile pile) {
        Warehouse there = warehouses.byCode(actor, pile.warehouse());
        Variant variant = piles.variant(actor, pile.sku());
        StockLevel level = at(actor, there.id(), variant.id(), piles.owner(actor, there, pile.own()));
        return lines(actor, Map.of(there.id(), there), List.of(level)).get(0);
    }

    private StockLevel at(Actor actor, WarehouseId warehouse, VariantId variant, OrganisationId owner) {
        return sql.first("""
                select variant_id, warehouse_id, owner_id, on_hand, reserved, promised, confirmed_at from stock
                 where tenant_id = ? and variant_id = ? and warehouse_id = ? and owner_id = ?""",
                Stock::level, actor.tenant(), variant, warehouse, owner)
                .orElseGet(() -> new StockLevel(warehouse, variant, owner, 0, 0));
    }

    /** Counts pieces in, by names. @throws Problem as the other, SKU_UNKNOWN */
    @Requires(InventoryPermission.CHANGE)
    public StockLevel receive(Actor actor, Pile pile, int quantity, String document) {
        StockLevel level = level(actor, pile).level();
        return receive(actor, level.warehouse(), level.variant(), level.owner(), quantity, document);
    }

    /** Sets what was counted, by names. @throws Problem as the other, SKU_UNKNOWN */
    @Requires(InventoryPermission.CHANGE)
    public StockLevel count(Actor actor, Pile pile, int counted, String reason) {
        StockLevel level = level(actor, pile).level();
        return count(actor, level.warehouse(), level.variant(), level.owner(), counted, reason);
    }

    /** Moves pieces to the warehouse with that code, by names. @throws Problem as the other, SKU_UNKNOWN */
    @Requires(InventoryPermission.CHANGE)
    public void move(Actor actor, Pile pile, String to, int quantity, String document) {
        StockLevel level = level(actor, pile).level();
        move(actor, level.warehouse(), warehouses.byCode(actor, to).id(), level.variant(), level.owner(), quantity,
                document);
    }

    /**
     * What lies in the actor's warehouses, or in one of them.
     *
     * @param warehouse its code; null for all
     * @param afterSku  where the page before ended; null for the first page
     * @param limit     how many variants, {@value #LIST_MAX} at most
     * @throws Problem NOT_FOUND for a warehouse that is not the actor's to see
     */
    @Requires(InventoryPermission.VIEW)
    public StockPage list(Actor actor, String warehouse, String afterSku, int limit) {
        Map<WarehouseId, Warehouse> seen = seen(actor, warehouse);
        Long[] ids = ids(seen);
        long after = afterSku == null || afterSku.isBlank() ? 0 : piles.variant(actor, afterSku).id().value();
        int size = Math.max(1, Math.min(limit, LIST_MAX));
        List<StockLevel> levels = sql.list("""
                select variant_id, warehouse_id, owner_id, on_hand, reserved, promised, confirmed_at from stock
                 where tenant_id = ? and warehouse_id = any (?)
                   and variant_id in (select distinct variant_id from stock
                                       where tenant_id = ? and warehouse_id = any (?) and variant_id > ?
                                       order by variant_id limit ?)
                 order by variant_id, warehouse_id, owner_id limit 100000""",
                Stock::level, actor.tenant(), ids, actor.tenant(), ids, after, size + 1);
        List<VariantId> there = levels.stream().map(StockLevel::variant).distinct().toList();
        List<StockLine> lines = lines(actor, seen,
                levels.stream().filter(l -> there.indexOf(l.variant()) < size).toList());
        return new StockPage(lines, there.size() > size ? lines.get(lines.size() - 1).sku() : null);
    }

    /**
     * What lies in the actor's warehouses, or in one of them, of the variants whose SKU, name or barcode has these words:
     * of the first {@value #FOUND_MAX} of them.
     *
     * @param warehouse its code; null for all
     * @throws Problem NOT_FOUND for a warehouse that is not the actor's to see
     */
    @Requires(InventoryPermission.VIEW)
    public List<StockLine> find(Actor actor, String warehouse, String words) {
        Map<WarehouseId, Warehouse> seen = seen(actor, warehouse);
        Long[] found = variants.search(actor, words, null, FOUND_MAX).stream().map(variant -> variant.id().value())
                .toArray(Long[]::new);
        return lines(actor, seen, sql.list("""
                select variant_id, warehouse_id, owner_id, on_hand, reserved, promised, confirmed_at from stock
                 where tenant_id = ? and warehouse_id = any (?) and variant_id = any (?)
                 order by variant_id, warehouse_id, owner_id limit 1000""",
                Stock::level, actor.tenant(), ids(seen), found));
    }

    private Map<WarehouseId, Warehouse> seen(Actor actor, String warehouse) {
        return (warehouse == null || warehouse.isBlank() ? warehouses.list(actor)
                : List.of(warehouses.byCode(actor, warehouse))).stream()
                .collect(Collectors.toMap(Warehouse::id, Function.identity()));
    }

    private static Long[] ids(Map<WarehouseId, Warehouse> warehouses) {
        return warehouses.keySet().stream().map(WarehouseId::value).toArray(Long[]::new);
    }

    private List<StockLine> lines(Actor actor, Map<WarehouseId, Warehouse> seen, List<StockLevel> levels) {
        List<VariantId> there = levels.stream().map(StockLevel::variant).distinct().toList();
        Map<VariantId, Variant> known = variants.byIds(actor, there);
        Map<Piles.Key, Integer> incoming = piles.incoming(actor, seen.keySet(), there);
        Map<Piles.Key, Integer> apart = piles.apart(actor, seen.keySet(), there);
        return levels.stream().map(level -> {
            Warehouse at = seen.get(level.warehouse());
            Variant variant = known.get(level.variant());
            Piles.Key key = new Piles.Key(level.warehouse(), level.variant(), level.owner());
            return new StockLine(level, at, variant == null ? "" : variant.sku(), variant == null ? "" : variant.name(),
                    Piles.isOwn(at, level.owner()), incoming.getOrDefault(key, 0), apart.getOrDefault(key, 0));
        }).toList();
    }

    /** What came and went of a variant in a warehouse, the latest first. */
    @Requires(InventoryPermission.VIEW)
    public List<Movement> movements(Actor actor, WarehouseId warehouse, VariantId variant, int limit) {
        warehouses.get(actor, warehouse);
        return sql.list("""
                select reason, document, owner_id, quantity, by_name, at from stock_movement
                 where tenant_id = ? and warehouse_id = ? and variant_id = ? order by id desc limit ?""",
                row -> new Movement(row.oneOf(Movement.Reason.class, "reason"), row.text("document"),
                        new OrganisationId(row.number("owner_id")), row.integer("quantity"), row.text("by_name"),
                        row.instant("at")),
                actor.tenant(), warehouse, variant, Math.min(limit, LIST_MAX));
    }

    /** What is missing, as people read it: {@code S-1 × 2, S-7 × 1}. */
    @Requires(Requires.SYSTEM)
    public String inWords(Actor actor, Map<VariantId, Long> missing) {
        return piles.inWords(actor, missing);
    }

    /** The same, for who knows the SKUs. */
    public static String inWords(Map<VariantId, Long> missing, Function<VariantId, String> sku) {
        return missing.entrySet().stream().map(m -> sku.apply(m.getKey()) + " × " + m.getValue())
                .sorted().collect(Collectors.joining(", "));
    }

    private static StockLevel level(Row row) {
        return new StockLevel(new WarehouseId(row.number("warehouse_id")), new VariantId(row.number("variant_id")),
                new OrganisationId(row.number("owner_id")), row.integer("on_hand"), row.integer("reserved"),
                row.integer("promised"), row.instant("confirmed_at"));
    }
}
