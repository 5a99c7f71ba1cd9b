package entrepot.inventory;

import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.WorkCalendar;
import entrepot.network.WorkingTime;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * When warehouses work: the tenant's calendar, less a dealer's own closures, in its own week where it has one. Offers'
 * deadlines stand on it. What is set counts at once on every node: all is read again when the version of the tenant's
 * settings has moved on.
 */
@ApplicationScoped
@UseCases
public class OpeningTimes {

    private static final int WAREHOUSES_MAX = 20_000;
    private static final int TENANTS_MAX = 10_000;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private WorkCalendar calendar;

    private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

    /** Those of a tenant that have a time, or a wish, of their own. */
    private record Known(long version, Map<WarehouseId, OpeningTime> times) {
    }

    /** @throws Problem NOT_FOUND */
    @Requires(InventoryPermission.VIEW)
    public OpeningTime get(Actor actor, String warehouse) {
        return sql.first("""
                select weekdays, opens_at::text as opens_at, closes_at::text as closes_at, closures, auto_accept
                  from warehouse where tenant_id = ? and code = ? and (?::bigint is null or owner_id = ?)""",
                OpeningTimes::time, actor.tenant(), warehouse, actor.scope(), actor.scope())
                .orElseThrow(() -> Problem.notFound("warehouse", warehouse));
    }

    /**
     * Sets the week and the wish; closures are {@link Warehouses#close}'s.
     *
     * @param time without days and hours where those of the network count
     * @throws Problem FIELD_MISSING (weekdays), FIELD_INVALID (closesAt), NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public OpeningTime set(Actor actor, String warehouse, OpeningTime time) {
        boolean own = !time.weekdays().isEmpty();
        if (!own && (time.opensAt() != null || time.closesAt() != null)) {
            throw Problem.missing("weekdays");
        }
        if (own && (time.opensAt() == null || time.closesAt() == null || !time.opensAt().isBefore(time.closesAt()))) {
            throw Problem.invalid("closesAt", time.closesAt());
        }
        int changed = sql.update("""
                update warehouse set weekdays = ?, opens_at = ?::time, closes_at = ?::time, auto_accept = ?
                 where tenant_id = ? and code = ? and (?::bigint is null or owner_id = ?)""",
                own ? time.weekdays().stream().map(d -> String.valueOf(d.getValue())).sorted().collect(Collectors.joining())
                        : null, own ? time.opensAt().toString() : null, own ? time.closesAt().toString() : null,
                time.autoAccept(), actor.tenant(), warehouse, actor.scope(), actor.scope());
        if (changed == 0) {
            throw Problem.notFound("warehouse", warehouse);
        }
        sql.update("update tenant set settings_version = settings_version + 1 where id = ?", actor.tenant());
        return get(actor, warehouse);
    }

    /** When that warehouse works. */
    @Requires(Requires.SYSTEM)
    public WorkingTime workingTime(Actor actor, WarehouseId warehouse) {
        WorkingTime network = calendar.workingTime(actor);
        OpeningTime own = times(actor).get(warehouse);
        if (own == null) {
            return network;
        }
        Set<LocalDate> holidays = new HashSet<>(network.holidays());
        Set<LocalDate> makeUps = new HashSet<>(network.makeUps());
        own.closures().forEach(c -> c.from().datesUntil(c.until()).forEach(holidays::add));
        makeUps.removeIf(day -> own.closures().stream().anyMatch(c -> c.holds(day)));
        boolean week = !own.weekdays().isEmpty();
        return new WorkingTime(week ? own.weekdays() : network.weekdays(), week ? own.opensAt() : network.opensAt(),
                week ? own.closesAt() : network.closesAt(), holidays, makeUps, network.zone());
    }

    /** Whether its dealer wishes offers to count as accepted. */
    @Requires(Requires.SYSTEM)
    public boolean acceptsByItself(Actor actor, WarehouseId warehouse) {
        OpeningTime own = times(actor).get(warehouse);
        return own != null && own.autoAccept();
    }

    private Map<WarehouseId, OpeningTime> times(Actor actor) {
        long version = transactions.settingsVersion();
        Known read = known.get(actor.tenant());
        if (read == null || read.version() != version) {
            if (known.size() >= TENANTS_MAX) {
                known.clear();
            }
            read = new Known(version, sql.list("""
                    select id, weekdays, opens_at::text as opens_at, closes_at::text as closes_at, closures, auto_accept
                      from warehouse
                     where tenant_id = ? and (weekdays is not null or closures <> '{}' or auto_accept) limit ?""",
                    row -> Map.entry(new WarehouseId(row.number("id")), time(row)), actor.tenant(), WAREHOUSES_MAX)
                    .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            known.put(actor.tenant(), read);
        }
        return read.times();
    }

    private static OpeningTime time(Row row) {
        String weekdays = row.text("weekdays");
        Set<DayOfWeek> days = new TreeSet<>();
        if (weekdays != null) {
            weekdays.chars().forEach(c -> days.add(DayOfWeek.of(c - '0')));
        }
        return new OpeningTime(days, hour(row.text("opens_at")), hour(row.text("closes_at")),
                row.texts("closures").stream().map(Closure::parse).toList(), row.flag("auto_accept"));
    }

    private static LocalTime hour(String text) {
        return text == null ? null : LocalTime.parse(text);
    }
}
