package entrepot.inventory;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Transitions;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Presale: pieces of the central warehouse that may be ordered before they come. They stand in the pile as promised, so routing
 * and reserving see them as any other and never sell more; a promised piece cannot leave, and what comes keeps promises first, by
 * the time at which orders were paid ({@link Stock#ship}).
 */
@ApplicationScoped
@UseCases
public class Presales {

    private static final int LIST_MAX = 200;
    private static final String THING = "presale";
    private static final String SELECT = """
            select p.id, p.code, p.variant_id, p.warehouse_id, p.owner_id, p.quota, p.ships_from, p.state, p.by_name, p.opened_at,
                   p.ended_at, case when p.state = 'OPEN' then s.promised else 0 end as promised,
                   case when p.state = 'OPEN' then greatest(0, s.reserved - (s.on_hand - s.promised)) else 0 end as sold
              from stock_presale p
              join stock s on s.tenant_id = p.tenant_id and s.variant_id = p.variant_id and s.warehouse_id = p.warehouse_id
                          and s.owner_id = p.owner_id
             where p.tenant_id = ?""";

    private static final String PROMISES = """
            select variant_id, max(ships_from) as ships_from, max(free) as free, max(free_now) as free_now
              from presale_stock where tenant_id = ? and variant_id = any (?) group by variant_id""";

    /** Reservations of what is not there yet, or is for others who ordered before. */
    private static final String WAITING = """

                  from reservation r
                  join stock s on s.tenant_id = r.tenant_id and s.variant_id = r.variant_id and s.warehouse_id = r.warehouse_id
                              and s.owner_id = r.owner_id and s.promised > 0
                  join stock_presale p on p.tenant_id = s.tenant_id and p.variant_id = s.variant_id
                                      and p.warehouse_id = s.warehouse_id and p.state = 'OPEN'
                 where r.tenant_id = ?
                   and s.on_hand - s.promised < (
                       select sum(e.quantity) from reservation e
                        where e.tenant_id = r.tenant_id and e.variant_id = r.variant_id and e.warehouse_id = r.warehouse_id
                          and e.owner_id = r.owner_id and (e.at < r.at or e.reference = r.reference))""";

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Variants variants;

    @Inject
    private Piles piles;

    /** Where a presale stands, in its history. */
    enum State {
        OPEN, ENDED;

        static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(OPEN, ENDED);
    }

    /**
     * Sells a variant before it is there.
     *
     * @param warehouse a central one
     * @param quota     how many pieces
     * @param shipsFrom the promised day, from today on
     * @throws Problem PRESALE_OPEN, STOCK_OWNER_INVALID for a dealer's warehouse, SKU_UNKNOWN, STOCK_QUANTITY_INVALID
     */
    @Requires(InventoryPermission.CONFIRM)
    public Presale open(Actor actor, String warehouse, String sku, int quota, LocalDate shipsFrom) {
        Warehouse there = warehouses.byCode(actor, warehouse);
        if (!there.central()) {
            throw new Problem(InventoryProblem.STOCK_OWNER_INVALID).with("warehouse", there.name());
        }
        Variant variant = piles.variant(actor, sku);
        Piles.checked(quota);
        checkDay(shipsFrom);
        OrganisationId owner = there.owner();
        piles.begin(actor, there, List.of(new Piles.Change(variant.id(), owner, 0)));
        String code = numbering.next("PSL");
        // the pile's row is locked first: two that open the same at once see each other
        int promised = sql.update("""
                update stock s set on_hand = s.on_hand + ?, promised = s.promised + ?
                 where s.tenant_id = ? and s.variant_id = ? and s.warehouse_id = ? and s.owner_id = ? and s.promised = 0""",
                quota, quota, actor.tenant(), variant.id(), there.id(), owner);
        boolean open = promised == 0 || sql.first("""
                select 1 as there from stock_presale where tenant_id = ? and variant_id = ? and warehouse_id = ? and state = 'OPEN'""",
                row -> true, actor.tenant(), variant.id(), there.id()).isPresent();
        if (open) {
            throw new Problem(InventoryProblem.PRESALE_OPEN).with("sku", sku);
        }
        sql.update("""
                insert into stock_presale (tenant_id, id, code, warehouse_id, variant_id, owner_id, quota, ships_from, state, by_name,
                                           opened_at)
                values (?, nextval('stock_presale_seq'), ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)""", actor.tenant(), code, there.id(),
                variant.id(), owner, quota, shipsFrom, actor.name(), clock.now());
        history.record(actor, THING, code, null, State.OPEN, quota + " · " + shipsFrom);
        return get(actor, code);
    }

    /** Another promised day; what was sold for the old one has to leave later. @throws Problem NOT_FOUND, FIELD_INVALID for a day that is over */
    @Requires(InventoryPermission.CONFIRM)
    public Presale postpone(Actor actor, String code, LocalDate shipsFrom, String why) {
        Presale presale = get(actor, code);
        checkDay(shipsFrom);
        sql.update("update stock_presale set ships_from = ? where tenant_id = ? and code = ? and state = 'OPEN'", shipsFrom,
                actor.tenant(), code);
        history.record(actor, THING, code, State.OPEN, State.OPEN, presale.shipsFrom() + " → " + shipsFrom + " " + (why == null ? "" : why));
        if (shipsFrom.isAfter(presale.shipsFrom())) {
            outbox.add(actor, new PresalePostponed(code, shipsFrom.atStartOfDay(transactions.tenant().zone()).toInstant(), clock.now()));
        }
        return get(actor, code);
    }

    /**
     * No more is sold before it comes; what is sold stays sold.
     *
     * @throws Problem PRESALE_SOLD while sold pieces have not come: those orders are to be shipped or cancelled first
     */
    @Requires(InventoryPermission.CONFIRM)
    public Presale end(Actor actor, String code, String why) {
        Presale presale = get(actor, code);
        if (presale.state().equals(State.ENDED.name())) {
            return presale;
        }
        // promised pieces that nobody has ordered vanish; the rest keeps the presale open until they come
        Integer left = sql.first("""
                update stock s set on_hand = s.on_hand - least(s.promised, s.on_hand - s.reserved),
                       promised = s.promised - least(s.promised, s.on_hand - s.reserved)
                  from stock_presale p
                 where p.tenant_id = ? and p.code = ? and p.state = 'OPEN' and s.tenant_id = p.tenant_id
                   and s.variant_id = p.variant_id and s.warehouse_id = p.warehouse_id and s.owner_id = p.owner_id
                returning s.promised""", row -> row.integer("promised"), actor.tenant(), code).orElse(0);
        if (left > 0) {
            throw new Problem(InventoryProblem.PRESALE_SOLD).with("sku", presale.sku()).with("sold", left);
        }
        sql.update("update stock_presale set state = 'ENDED', ended_at = ? where tenant_id = ? and code = ?", clock.now(), actor.tenant(), code);
        history.record(actor, THING, code, State.OPEN, State.ENDED, why);
        return get(actor, code);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(InventoryPermission.CONFIRM)
    public Presale get(Actor actor, String code) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return presales(actor, sql.list(SELECT + " and p.code = ?", row -> raw(row, seen), actor.tenant(), code)).stream().findFirst()
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The time line, oldest first. */
    @Requires(InventoryPermission.CONFIRM)
    public List<History.Change> history(Actor actor, String code) {
        get(actor, code);
        return history.of(actor, THING, code);
    }

    /** All, newest first. */
    @Requires(InventoryPermission.CONFIRM)
    public List<Presale> list(Actor actor, boolean open, int limit) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return presales(actor, sql.list(SELECT + " and (not ? or p.state = 'OPEN') order by p.id desc limit ?", row -> raw(row, seen),
                actor.tenant(), open, Math.min(limit, LIST_MAX)));
    }

    /** Those whose promised day is over while pieces that were sold have not come. */
    @Requires(InventoryPermission.CONFIRM)
    public List<Presale> late(Actor actor) {
        LocalDate today = clock.today();
        return list(actor, true, LIST_MAX).stream().filter(presale -> presale.late(today)).toList();
    }

    /** What is promised of those variants, for who sells: those that are not sold before they come are not in the answer. */
    @Requires(CatalogPermission.VIEW)
    public Map<VariantId, Promise> promises(Actor actor, Collection<VariantId> wanted) {
        return byVariant(sql.list(PROMISES, this::promise, actor.tenant(), ids(wanted)));
    }

    /** The same, with others in one round trip. */
    @Requires(Requires.SYSTEM)
    public Later<Map<VariantId, Promise>> promises(Actor actor, Trip trip, Collection<VariantId> wanted) {
        return trip.list(PROMISES, this::promise, actor.tenant(), ids(wanted)).map(Presales::byVariant);
    }

    private Promise promise(Row row) {
        LocalDate day = row.date("ships_from");
        return new Promise(new VariantId(row.number("variant_id")), day, day.atStartOfDay(transactions.tenant().zone()).toInstant(),
                row.integer("free"), row.integer("free_now"));
    }

    private static Map<VariantId, Promise> byVariant(List<Promise> promises) {
        return promises.stream().collect(Collectors.toMap(Promise::variant, Function.identity()));
    }

    private static Long[] ids(Collection<VariantId> wanted) {
        return wanted.stream().map(VariantId::value).toArray(Long[]::new);
    }

    /**
     * Of those references (consignments), the ones whose pieces were sold before they came and are not there yet, or are for
     * others who ordered before; each with the promised day. Whose they are is for the caller to have checked.
     */
    @Requires(CatalogPermission.VIEW)
    public Map<String, LocalDate> waiting(Actor actor, Collection<String> references) {
        Map<String, LocalDate> waiting = new HashMap<>();
        sql.each("select r.reference, max(p.ships_from) as ships_from " + WAITING + " and r.reference = any (?) group by r.reference", 0,
                row -> waiting.put(row.text("reference"), row.date("ships_from")), actor.tenant(), references.toArray(String[]::new));
        return waiting;
    }

    /** The references (consignments) that wait for what that presale promised. */
    @Requires(Requires.SYSTEM)
    public List<String> waitingFor(Actor actor, String presale) {
        return sql.list("select distinct r.reference " + WAITING + " and p.code = ? order by r.reference", row -> row.text("reference"),
                actor.tenant(), presale);
    }

    private void checkDay(LocalDate day) {
        if (day == null || day.isBefore(clock.today())) {
            throw Problem.invalid("shipsFrom", String.valueOf(day));
        }
    }

    private Map<WarehouseId, Warehouse> seen(Actor actor) {
        return warehouses.list(actor).stream().collect(Collectors.toMap(Warehouse::id, Function.identity()));
    }

    private static Presale raw(Row row, Map<WarehouseId, Warehouse> seen) {
        return new Presale(row.text("code"), new VariantId(row.number("variant_id")), "", "",
                seen.get(new WarehouseId(row.number("warehouse_id"))), row.integer("quota"), row.integer("promised"),
                row.integer("sold"), row.date("ships_from"), row.text("state"), row.text("by_name"), row.instant("opened_at"),
                row.instant("ended_at"));
    }

    private List<Presale> presales(Actor actor, List<Presale> rows) {
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().map(Presale::variant).distinct().toList());
        return rows.stream().map(p -> new Presale(p.code(), p.variant(), known.get(p.variant()).sku(), known.get(p.variant()).name(),
                p.warehouse(), p.quota(), p.promised(), p.sold(), p.shipsFrom(), p.state(), p.by(), p.openedAt(), p.endedAt())).toList();
    }
}
