package entrepot.inventory;

import entrepot.catalog.CatalogProblem;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one place where a quantity on hand changes but for shipping: a document's lines in one statement, their piles locked in
 * the order that everybody locks them in, each change with its movement. Pieces that come in keep presale promises first.
 */
@ApplicationScoped
class Piles {

    static final int QUANTITY_MAX = 1_000_000;

    private static final String BOOK = """
            with change as (
                select variant_id, owner_id, sum(n)::integer as n
                  from unnest(?, ?, ?) c(variant_id, owner_id, n) group by variant_id, owner_id),
            locked as materialized (
                select s.variant_id, s.owner_id, s.on_hand, s.reserved, s.on_hand - s.promised as there,
                       case when ? then c.n - (s.on_hand - s.promised) else c.n end as n
                  from stock s join change c on c.variant_id = s.variant_id and c.owner_id = s.owner_id
                 where s.tenant_id = ? and s.warehouse_id = ?
                 order by s.variant_id, s.warehouse_id, s.owner_id
                   for update of s),
            judged as materialized (
                select *, n < 0 and (there + n < 0 or on_hand + n < reserved or (? and there + n < reserved)) as refused
                  from locked),
            taken as materialized (
                select * from judged where not refused and (? or not exists (select from judged where refused))),
            updated as (
                update stock s set on_hand = s.on_hand + t.n - least(s.promised, greatest(t.n, 0)),
                       promised = s.promised - least(s.promised, greatest(t.n, 0)),
                       confirmed_at = coalesce(?::timestamptz, s.confirmed_at)
                  from taken t
                 where s.tenant_id = ? and s.warehouse_id = ? and s.variant_id = t.variant_id and s.owner_id = t.owner_id
                   and (t.n <> 0 or ?::timestamptz is not null)),
            written as (
                insert into stock_movement (tenant_id, id, variant_id, warehouse_id, owner_id, reason, document, quantity,
                                            by_name, by_user_id, at)
                select ?, nextval('stock_movement_seq'), variant_id, ?, owner_id, ?, ?, n, ?, ?, ?
                  from taken where n <> 0)
            select variant_id, owner_id, there, reserved, n, refused from judged order by variant_id, owner_id""";

    /** What is on its way to a pile: sent by another warehouse, ordered from a supplier, or at the door and not put away. */
    private static final String INCOMING = """
            select warehouse_id, variant_id, owner_id, sum(n)::integer as n from (
                select t.to_warehouse_id as warehouse_id, l.variant_id, t.owner_id,
                       l.quantity - l.received - l.lost - l.back as n
                  from stock_transfer t
                  join stock_transfer_line l on l.tenant_id = t.tenant_id and l.transfer_id = t.id
                 where t.tenant_id = ? and t.to_warehouse_id = any (?) and l.variant_id = any (?)
                   and t.state in ('SENT', 'PARTLY_RECEIVED')
                union all
                select p.warehouse_id, l.variant_id, p.owner_id, greatest(0, l.quantity - l.received)
                  from stock_purchase p
                  join stock_purchase_line l on l.tenant_id = p.tenant_id and l.purchase_id = p.id
                 where p.tenant_id = ? and p.warehouse_id = any (?) and l.variant_id = any (?)
                   and p.state in ('ORDERED', 'PARTLY_RECEIVED')
                union all
                select p.warehouse_id, l.variant_id, p.owner_id, l.quantity - l.faulty
                  from stock_receipt r
                  join stock_purchase p on p.tenant_id = r.tenant_id and p.id = r.purchase_id
                  join stock_receipt_line l on l.tenant_id = r.tenant_id and l.receipt_id = r.id
                 where r.tenant_id = ? and p.warehouse_id = any (?) and l.variant_id = any (?) and r.state = 'AT_THE_DOOR'
            ) coming group by warehouse_id, variant_id, owner_id having sum(n) > 0""";

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Variants variants;

    @Inject
    private Organisations organisations;

    /** Whose pieces, where. */
    record Key(WarehouseId warehouse, VariantId variant, OrganisationId owner) {
    }

    /**
     * How numbers are to be read, and what may be refused.
     */
    enum Rule {
        /** So many more or fewer; never below what is set aside. */
        DIFFERENCE,
        /** So many fewer, out of what is free and really there. */
        FROM_FREE,
        /** So many are there. */
        COUNTED
    }

    /** @param number by the rule: a difference, or what was counted */
    record Change(VariantId variant, OrganisationId owner, int number) {
    }

    /**
     * @param before     what really lay there
     * @param difference what was booked, or would have been
     */
    record Booked(VariantId variant, OrganisationId owner, int before, int reserved, int difference, boolean refused) {
    }

    /**
     * A document's worth of changes.
     *
     * @param confirmedAt when who runs the place said so; null where it did not
     * @param each        whether those that can be booked are, even if others cannot; else all or nothing
     */
    record Booking(Warehouse warehouse, Rule rule, Movement.Reason reason, String document, Instant confirmedAt, boolean each) {

        Booking(Warehouse warehouse, Rule rule, Movement.Reason reason, String document) {
            this(warehouse, rule, reason, document, null, false);
        }
    }

    /** Books; what is refused is in the answer. Piles that were not there begin. */
    List<Booked> book(Actor actor, Booking booking, List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        begin(actor, booking.warehouse(), changes);
        Long user = actor.user() == null ? null : actor.user().value();
        return sql.list(BOOK, row -> new Booked(new VariantId(row.number("variant_id")),
                        new OrganisationId(row.number("owner_id")), row.integer("there"), row.integer("reserved"),
                        row.integer("n"), row.flag("refused")),
                changes.stream().map(c -> c.variant().value()).toArray(Long[]::new),
                changes.stream().map(c -> c.owner().value()).toArray(Long[]::new),
                changes.stream().map(Change::number).toArray(Integer[]::new),
                booking.rule() == Rule.COUNTED, actor.tenant(), booking.warehouse().id(),
                booking.rule() == Rule.FROM_FREE, booking.each(), booking.confirmedAt(), actor.tenant(),
                booking.warehouse().id(), booking.confirmedAt(), actor.tenant(), booking.warehouse().id(), booking.reason(),
                booking.document() == null ? "" : booking.document().strip(), actor.name(), user, clock.now());
    }

    /**
     * Books all of it.
     *
     * @throws Problem INSUFFICIENT_STOCK where too little is free (naming what is missing and what is free), BELOW_RESERVED where more is set aside than would be left
     */
    List<Booked> bookAll(Actor actor, Booking booking, List<Change> changes) {
        List<Booked> booked = book(actor, booking, changes);
        List<Booked> refused = booked.stream().filter(Booked::refused).toList();
        if (refused.isEmpty()) {
            return booked;
        }
        if (booking.rule() == Rule.FROM_FREE) {
            throw new Problem(InventoryProblem.INSUFFICIENT_STOCK).with("skus", inWords(actor, refused.stream()
                    .collect(Collectors.toMap(Booked::variant, b -> (long) b.reserved() - b.before() - b.difference(), Long::sum))))
                    .with("free", inWords(actor, refused.stream()
                            .collect(Collectors.toMap(Booked::variant, b -> (long) b.before() - b.reserved(), Long::sum))));
        }
        Booked first = refused.get(0);
        throw new Problem(InventoryProblem.BELOW_RESERVED).with("sku", sku(actor, first.variant()))
                .with("reserved", first.reserved());
    }

    /** Empty piles where there are none yet, so that two who change them at the same time wait for each other. */
    void begin(Actor actor, Warehouse warehouse, List<Change> changes) {
        OrganisationId headquarters = organisations.headquarters(actor).id();
        for (Change change : changes) {
            checkOwner(warehouse, change.owner(), headquarters);
        }
        sql.update("""
                insert into stock (tenant_id, variant_id, warehouse_id, owner_id, own, on_hand)
                select ?, variant_id, ?, owner_id, own, 0
                  from unnest(?, ?, ?) c(variant_id, owner_id, own) order by variant_id, owner_id
                on conflict do nothing""", actor.tenant(), warehouse.id(),
                changes.stream().map(c -> c.variant().value()).toArray(Long[]::new),
                changes.stream().map(c -> c.owner().value()).toArray(Long[]::new),
                changes.stream().map(c -> isOwn(warehouse, c.owner())).toArray(Boolean[]::new));
    }

    /** Whether pieces of that owner are the dealer's own there, not headquarters'. */
    static boolean isOwn(Warehouse warehouse, OrganisationId owner) {
        return !warehouse.central() && owner.equals(warehouse.owner());
    }

    /**
     * Whether the actor writes that pile up or down alone: a dealer its own goods, the program all. Headquarters' goods, and
     * what headquarters says of a dealer's, take two persons.
     */
    static boolean isAlone(Actor actor, Warehouse warehouse, OrganisationId owner) {
        return actor.kind() == Actor.Kind.SYSTEM || !actor.headquarters() && isOwn(warehouse, owner);
    }

    private static void checkOwner(Warehouse warehouse, OrganisationId owner, OrganisationId headquarters) {
        if (!isOwn(warehouse, owner) && !owner.equals(headquarters)) {
            throw new Problem(InventoryProblem.STOCK_OWNER_INVALID).with("warehouse", warehouse.name());
        }
    }

    /** Whether it is the dealer's own pile. @throws Problem STOCK_OWNER_INVALID for anybody's but its own and headquarters' */
    boolean checkOwner(Actor actor, Warehouse warehouse, OrganisationId owner) {
        checkOwner(warehouse, owner, organisations.headquarters(actor).id());
        return isOwn(warehouse, owner);
    }

    /** Whose pieces a name means. */
    OrganisationId owner(Actor actor, Warehouse warehouse, boolean own) {
        return own ? warehouse.owner() : organisations.headquarters(actor).id();
    }

    /** What is on its way to those warehouses, of those variants. */
    Map<Key, Integer> incoming(Actor actor, Collection<WarehouseId> warehouses, Collection<VariantId> wanted) {
        Long[] places = warehouses.stream().map(WarehouseId::value).toArray(Long[]::new);
        Long[] goods = wanted.stream().map(VariantId::value).toArray(Long[]::new);
        return numbers(INCOMING, actor.tenant(), places, goods, actor.tenant(), places, goods, actor.tenant(), places, goods);
    }

    /** What is set apart for its quality in those warehouses, of those variants. */
    Map<Key, Integer> apart(Actor actor, Collection<WarehouseId> warehouses, Collection<VariantId> wanted) {
        return numbers("""
                select warehouse_id, variant_id, owner_id, sum(quantity)::integer as n from stock_hold
                 where tenant_id = ? and warehouse_id = any (?) and variant_id = any (?)
                   and state in ('SET_APART', 'WRITE_OFF_PROPOSED')
                 group by warehouse_id, variant_id, owner_id""", actor.tenant(),
                warehouses.stream().map(WarehouseId::value).toArray(Long[]::new),
                wanted.stream().map(VariantId::value).toArray(Long[]::new));
    }

    private Map<Key, Integer> numbers(String query, Object... values) {
        Map<Key, Integer> numbers = new HashMap<>();
        sql.each(query, 0, row -> numbers.put(new Key(new WarehouseId(row.number("warehouse_id")),
                new VariantId(row.number("variant_id")), new OrganisationId(row.number("owner_id"))), row.integer("n")), values);
        return numbers;
    }

    /** By its SKU. @throws Problem SKU_UNKNOWN */
    Variant variant(Actor actor, String sku) {
        if (sku == null || sku.isBlank()) {
            throw Problem.missing("sku");
        }
        Variant variant = variants.bySkus(actor, List.of(sku.strip())).get(sku.strip());
        if (variant == null) {
            throw new Problem(CatalogProblem.SKU_UNKNOWN).with("sku", sku);
        }
        return variant;
    }

    /** By its SKU, or by the barcode that a scanner read. @throws Problem SKU_UNKNOWN, also where two have the same barcode */
    Variant scanned(Actor actor, String text) {
        if (text == null || text.isBlank()) {
            throw Problem.missing("sku");
        }
        Variant bySku = variants.bySkus(actor, List.of(text.strip())).get(text.strip());
        if (bySku != null) {
            return bySku;
        }
        List<Variant> byBarcode = variants.byBarcode(actor, text.strip());
        if (byBarcode.size() != 1) {
            throw new Problem(CatalogProblem.SKU_UNKNOWN).with("sku", text.strip());
        }
        return byBarcode.get(0);
    }

    /** @throws Problem NOT_FOUND for a variant that is not the tenant's */
    String sku(Actor actor, VariantId variant) {
        Variant known = variants.byIds(actor, List.of(variant)).get(variant);
        if (known == null) {
            throw Problem.notFound("variant", "");
        }
        return known.sku();
    }

    /** What is missing, as people read it: {@code S-1 × 2, S-7 × 1}. */
    String inWords(Actor actor, Map<VariantId, Long> missing) {
        Map<VariantId, Variant> known = variants.byIds(actor, missing.keySet());
        return missing.entrySet().stream()
                .map(m -> (known.containsKey(m.getKey()) ? known.get(m.getKey()).sku() : "?") + " × " + m.getValue())
                .sorted().collect(Collectors.joining(", "));
    }

    static int checked(int quantity) {
        if (quantity < 1 || quantity > QUANTITY_MAX) {
            throw new Problem(InventoryProblem.STOCK_QUANTITY_INVALID).with("max", QUANTITY_MAX);
        }
        return quantity;
    }
}
