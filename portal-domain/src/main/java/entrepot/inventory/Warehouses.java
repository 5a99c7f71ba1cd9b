package entrepot.inventory;

import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.kernel.OrganisationId;
import entrepot.network.Ability;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The warehouses of the tenant; a member sees its own. */
@ApplicationScoped
@UseCases
public class Warehouses {

    /** Warehouses of a tenant at most: what one routing decision looks at. */
    public static final int LIST_MAX = 500;

    private static final int CLOSURES_MAX = 20;
    private static final int CLOSED_DAYS_MAX = 366;
    private static final int CLOSED_WORDS_MAX = 200;
    private static final int DAILY_LIMIT_DEFAULT = 100;
    private static final int DAILY_LIMIT_MAX = 1_000_000;
    private static final String COLUMNS = """
            w.id, w.code, w.name, w.owner_id, w.central, w.lat_micro, w.lng_micro, w.precision, w.country, w.province,
            w.city, w.street, w.active, w.daily_limit, w.cut_off::text as cut_off, w.closed_until, w.serves,
            w.stock_confirmed_at, w.closures, w.auto_accept""";
    private static final String SELECT = "select " + COLUMNS + " from warehouse w where w.tenant_id = ?"
            + " and (?::bigint is null or w.owner_id = ?)";
    private static final String SHELVES = """
            with line as (
                select variant_id, no from unnest(?) with ordinality l(variant_id, no)),
            held as (
                select s.warehouse_id, l.no,
                       coalesce(sum(s.on_hand - s.reserved) filter (where not s.own), 0) as consigned,
                       coalesce(sum(s.on_hand - s.reserved) filter (where s.own), 0) as own
                  from line l join stock s on s.tenant_id = ? and s.variant_id = l.variant_id
                 group by s.warehouse_id, l.no),
            shelf as (
                select warehouse_id, array_agg(no order by no) as lines, array_agg(consigned order by no) as consigned,
                       array_agg(own order by no) as own
                  from held group by warehouse_id)
            select %s,
                   coalesce(h.lines, '{}')::bigint[] as lines, coalesce(h.consigned, '{}')::bigint[] as consigned,
                   coalesce(h.own, '{}')::bigint[] as own
              from warehouse w left join shelf h on h.warehouse_id = w.id
             where w.tenant_id = ? and w.active
             order by h.warehouse_id is null, not w.central, (
                    select min((w.lat_micro - p.lat) * (w.lat_micro - p.lat) + (w.lng_micro - p.lng) * (w.lng_micro - p.lng))
                      from unnest(?, ?) p(lat, lng)), w.id limit ?""".formatted(COLUMNS);

    @Inject
    private Sql sql;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Organisations organisations;

    /**
     * Opens a warehouse: central if headquarters runs it.
     *
     * @throws Problem PLACE_UNKNOWN if neither a point nor a known place is given, CANNOT_HOLD_STOCK for a member
     *                 without that ability
     */
    @Requires(InventoryPermission.WAREHOUSES)
    public Warehouse open(Actor actor, OpenWarehouse command) {
        if (command.name() == null || command.name().isBlank()) {
            throw Problem.missing("name");
        }
        int dailyLimit = checkedLimit(command.dailyLimit() == 0 ? DAILY_LIMIT_DEFAULT : command.dailyLimit());
        Organisation owner = organisations.get(actor, command.owner());
        if (!owner.headquarters() && !owner.can(Ability.HOLDS_STOCK)) {
            throw new Problem(InventoryProblem.CANNOT_HOLD_STOCK).with("organisation", owner.name());
        }
        Address address = command.address();
        Optional<Located> place = Places.locate(address);
        if (place.isEmpty() && command.point() == null) {
            throw new Problem(InventoryProblem.PLACE_UNKNOWN).with("province", address.province())
                    .with("city", address.city());
        }
        Point point = command.point() != null ? command.point() : place.get().point();
        Precision precision = command.point() != null ? Precision.POINT : place.get().precision();
        String code = numbering.lasting("WH");
        sql.update("""
                insert into warehouse (tenant_id, id, code, name, owner_id, central, country, province, city, street,
                                       lat_micro, lng_micro, precision, daily_limit, opened_at)
                values (?, nextval('warehouse_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, command.name().strip(), owner.id(), owner.headquarters(), address.country(),
                place.map(Located::province).orElse(address.province()),
                place.map(Located::prefecture).filter(p -> !p.isEmpty()).orElse(address.city()),
                address.street(), point.latMicro(), point.lngMicro(), precision, dailyLimit, clock.now());
        return byCode(actor, code);
    }

    /** Changes what may be changed; where it stands may not. */
    @Requires(InventoryPermission.WAREHOUSES)
    public Warehouse setUp(Actor actor, String code, SetUpWarehouse command) {
        if (command.name() == null || command.name().isBlank()) {
            throw Problem.missing("name");
        }
        int changed = sql.update("""
                update warehouse set name = ?, active = ?, daily_limit = ?, closed_until = ?::date, serves = ?
                 where tenant_id = ? and code = ? and (?::bigint is null or owner_id = ?)""",
                command.name().strip(), command.active(), checkedLimit(command.dailyLimit()), command.closedUntil(),
                command.serves().toArray(String[]::new), actor.tenant(), code, actor.scope(), actor.scope());
        if (changed == 0) {
            throw Problem.notFound("warehouse", code);
        }
        return byCode(actor, code);
    }

    /**
     * Says beforehand when a warehouse does not ship; what was said about the same first day is replaced. What is over is
     * forgotten.
     *
     * @param until the first day on which it ships again
     * @throws Problem INVALID for days that are over or more than a year of them, NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public Warehouse close(Actor actor, String code, LocalDate from, LocalDate until, String why) {
        LocalDate today = clock.today();
        if (from == null || until == null) {
            throw Problem.missing(from == null ? "from" : "until");
        }
        if (!from.isBefore(until) || until.isBefore(today) || from.plusDays(CLOSED_DAYS_MAX).isBefore(until)) {
            throw Problem.invalid("until", until);
        }
        String words = why == null ? "" : why.strip();
        List<Closure> closures = closuresBut(byCode(actor, code), from);
        closures.add(new Closure(from, until, words.substring(0, Math.min(CLOSED_WORDS_MAX, words.length()))));
        return closures(actor, code, closures);
    }

    /** Takes back the closure that begins on that day; harmless where there is none. */
    @Requires(InventoryPermission.CHANGE)
    public Warehouse reopen(Actor actor, String code, LocalDate from) {
        return closures(actor, code, closuresBut(byCode(actor, code), from));
    }

    private List<Closure> closuresBut(Warehouse warehouse, LocalDate from) {
        LocalDate today = clock.today();
        return new ArrayList<>(warehouse.closures().stream()
                .filter(c -> !c.from().equals(from) && c.until().isAfter(today)).toList());
    }

    private Warehouse closures(Actor actor, String code, List<Closure> closures) {
        if (closures.size() > CLOSURES_MAX) {
            throw Problem.invalid("closures", closures.size());
        }
        sql.update("""
                update warehouse set closures = ?
                 where tenant_id = ? and code = ? and (?::bigint is null or owner_id = ?)""",
                closures.stream().sorted(Comparator.comparing(Closure::from)).map(Closure::text).toArray(String[]::new),
                actor.tenant(), code, actor.scope(), actor.scope());
        // deadlines of offers stand on it, and are reckoned from what each node keeps in memory
        sql.update("update tenant set settings_version = settings_version + 1 where id = ?", actor.tenant());
        return byCode(actor, code);
    }

    /** Central first, then by name; at most {@value #LIST_MAX}. */
    @Requires(InventoryPermission.VIEW)
    public List<Warehouse> list(Actor actor) {
        return sql.list(SELECT + " order by w.central desc, w.name, w.id limit ?", Warehouses::warehouse,
                actor.tenant(), actor.scope(), actor.scope(), LIST_MAX);
    }

    @Requires(InventoryPermission.VIEW)
    public Warehouse get(Actor actor, WarehouseId id) {
        return sql.first(SELECT + " and w.id = ?", Warehouses::warehouse,
                actor.tenant(), actor.scope(), actor.scope(), id)
                .orElseThrow(() -> Problem.notFound("warehouse", ""));
    }

    @Requires(InventoryPermission.VIEW)
    public Warehouse byCode(Actor actor, String code) {
        return sql.first(SELECT + " and w.code = ?", Warehouses::warehouse,
                actor.tenant(), actor.scope(), actor.scope(), code)
                .orElseThrow(() -> Problem.notFound("warehouse", code));
    }

    /**
     * All active warehouses with what each has free of those variants, in one statement: for routing, whoever
     * the actor is.
     */
    @Requires(Requires.SYSTEM)
    public List<Shelf> shelves(Actor actor, List<VariantId> variants) {
        Trip trip = sql.trip();
        Later<List<Shelf>> shelves = shelves(actor, trip, variants, List.of());
        trip.go();
        return shelves.get();
    }

    /**
     * The same, with others in one round trip. Of more than {@value #LIST_MAX} the nearest to any of the places are taken,
     * central ones first: by degrees, which is near enough for a choice that routing makes exactly.
     *
     * @param near where the goods go; empty where it is not known
     */
    @Requires(Requires.SYSTEM)
    public Later<List<Shelf>> shelves(Actor actor, Trip trip, List<VariantId> variants, Collection<Point> near) {
        return trip.list(SHELVES,
                row -> shelf(row, variants.size()),
                variants.stream().map(VariantId::value).toArray(Long[]::new), actor.tenant(), actor.tenant(),
                Columns.numbers(near, place -> (long) place.latMicro()), Columns.numbers(near, place -> (long) place.lngMicro()), LIST_MAX);
    }

    /**
     * How warehouses keep what they promise, told by who reckons it: routing weighs it.
     *
     * @param scores 0 to 100; those that are not named are as before
     */
    @Requires(Requires.SYSTEM)
    public void scored(Actor actor, List<PromiseKept> scores) {
        sql.update("""
                update warehouse w set promise_score = s.score, promise_offers = s.offers
                  from unnest(?, ?, ?) s(id, score, offers)
                 where w.tenant_id = ? and w.id = s.id and (w.promise_score, w.promise_offers) is distinct from (s.score, s.offers)""",
                scores.stream().map(s -> s.warehouse().value()).toArray(Long[]::new),
                scores.stream().map(PromiseKept::score).toArray(Integer[]::new),
                scores.stream().map(PromiseKept::offers).toArray(Integer[]::new), actor.tenant());
    }

    /** @param offers how many answered offers the score stands on */
    public record PromiseKept(WarehouseId warehouse, int score, int offers) {
    }

    /**
     * Who runs the warehouse said that its stock is as the books say.
     *
     * @param whole whether of all of it; else the place counts as confirmed once every pile that holds something is: by the
     *              oldest of them
     */
    void confirmed(Actor actor, WarehouseId warehouse, Instant at, boolean whole) {
        sql.update("""
                update warehouse w set stock_confirmed_at = greatest(w.stock_confirmed_at, case when ? then ?::timestamptz else (
                           select case when bool_and(s.confirmed_at is not null) then min(s.confirmed_at) end from stock s
                            where s.tenant_id = w.tenant_id and s.warehouse_id = w.id and s.on_hand > 0) end)
                 where w.tenant_id = ? and w.id = ?""", whole, at, actor.tenant(), warehouse);
    }

    private static int checkedLimit(int dailyLimit) {
        if (dailyLimit < 1 || dailyLimit > DAILY_LIMIT_MAX) {
            throw Problem.invalid("dailyLimit", dailyLimit);
        }
        return dailyLimit;
    }

    private static Shelf shelf(Row row, int lines) {
        List<Long> there = row.numbers("lines");
        return new Shelf(warehouse(row), spread(there, row.numbers("consigned"), lines),
                spread(there, row.numbers("own"), lines), row.instant("stock_confirmed_at"));
    }

    /** One number a line, zero where the warehouse has no row for it. */
    private static List<Integer> spread(List<Long> lines, List<Long> quantities, int size) {
        return IntStream.rangeClosed(1, size).mapToObj(no -> {
            int at = lines.indexOf((long) no);
            return at < 0 ? 0 : Math.toIntExact(quantities.get(at));
        }).toList();
    }

    private static Warehouse warehouse(Row row) {
        return new Warehouse(new WarehouseId(row.number("id")), row.text("code"), row.text("name"),
                new OrganisationId(row.number("owner_id")), row.flag("central"),
                new Point(row.integer("lat_micro"), row.integer("lng_micro")), row.oneOf(Precision.class, "precision"),
                row.text("country"), row.text("province"), row.text("city"), row.text("street"), row.flag("active"),
                row.integer("daily_limit"), LocalTime.parse(row.text("cut_off")), row.date("closed_until"),
                row.texts("serves"), row.texts("closures").stream().map(Closure::parse).toList(),
                row.flag("auto_accept"));
    }
}
