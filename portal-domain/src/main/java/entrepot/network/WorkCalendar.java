package entrepot.network;

import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The one work calendar of a tenant: for offers, deadlines and payouts. Every order asks it, and it changes a few
 * times a year, so what was read is used again for {@value #READ_AGAIN_S} seconds.
 */
@ApplicationScoped
@UseCases
public class WorkCalendar {

    private static final int READ_AGAIN_S = 60;
    private static final int SPECIAL_DAYS_MAX = 2000;
    private static final int TENANTS_MAX = 10_000;

    @Inject
    private EntityManager entities;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    private final Map<TenantId, Read> known = new ConcurrentHashMap<>();

    private record Read(WorkingTime time, LocalDate today, Instant at) {
    }

    /** The moment at which so many working hours have passed. */
    @Requires(NetworkPermission.READ)
    public Instant plusWorkingHours(Actor actor, Instant from, int hours) {
        return workingTime(actor).plus(from, Duration.ofHours(hours));
    }

    /** That day if it is a working day, else the next one. */
    @Requires(NetworkPermission.READ)
    public LocalDate workingDayFrom(Actor actor, LocalDate day) {
        return workingTime(actor).workingDayFrom(day);
    }

    /** Whether the network works at that moment. */
    @Requires(NetworkPermission.READ)
    public boolean isWorking(Actor actor, Instant moment) {
        return workingTime(actor).isWorking(moment);
    }

    /** The whole rule, for those who ask it more than once. */
    @Requires(NetworkPermission.READ)
    public WorkingTime workingTime(Actor actor) {
        Read read = known.get(actor.tenant());
        LocalDate today = clock.today();
        if (read == null || !read.today().equals(today)
                || read.at().plusSeconds(READ_AGAIN_S).isBefore(clock.real())) {
            if (known.size() >= TENANTS_MAX) {
                known.clear();
            }
            read = new Read(read(actor, today), today, clock.real());
            known.put(actor.tenant(), read);
        }
        return read.time();
    }

    private WorkingTime read(Actor actor, LocalDate today) {
        List<WorkingHoursEntity> hours = entities.createQuery("""
                select h from WorkingHoursEntity h where h.tenantId = :tenant and h.validFrom <= :today
                 order by h.validFrom desc, h.id desc""", WorkingHoursEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("today", today)
                .setMaxResults(1).getResultList();
        Map<Boolean, Set<LocalDate>> days = entities.createQuery("""
                select d from SpecialDayEntity d where d.tenantId = :tenant order by d.day desc""",
                SpecialDayEntity.class)
                .setParameter("tenant", actor.tenant().value()).setMaxResults(SPECIAL_DAYS_MAX).getResultStream()
                .collect(Collectors.partitioningBy(d -> d.worked,
                        Collectors.mapping(d -> d.day, Collectors.toSet())));
        WorkingHoursEntity week = hours.isEmpty() ? example(actor.tenant(), today) : hours.get(0);
        Set<DayOfWeek> weekdays = week.weekdays.chars().mapToObj(c -> DayOfWeek.of(c - '0'))
                .collect(Collectors.toSet());
        return new WorkingTime(weekdays, week.opensAt, week.closesAt, days.get(false), days.get(true),
                transactions.tenant().zone());
    }

    /** Monday to Saturday, nine to six: an example until headquarters confirms its own. */
    static WorkingHoursEntity example(TenantId tenant, LocalDate from) {
        return new WorkingHoursEntity(tenant, from, "123456", LocalTime.of(9, 0), LocalTime.of(18, 0));
    }
}
