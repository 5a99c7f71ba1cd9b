package entrepot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.kernel.TenantId;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.clock.ClockProblem;
import entrepot.platform.jobs.Job;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DemonstrationClockIT {

    private final Portal portal = Portal.running();
    private final DemonstrationClock clock = portal.bean(DemonstrationClock.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor actor = Portal.headquarters(tenant, new OrganisationId(1), DemoPermission.MOVE_CLOCK);

    @Test
    void it_goes_to_the_morning_of_the_day_that_was_asked_for() {
        portal.clockTo(tenant, Instant.parse("2031-05-06T10:00:00Z"));

        clock.toTomorrow(actor);
        isAbout("2031-05-07T01:00:00Z");
        clock.pastReturnWindow(actor);
        isAbout("2031-05-23T01:00:00Z");
        clock.toSettlement(actor);
        isAbout("2031-06-03T01:00:00Z");
        clock.toSettlement(actor);
        isAbout("2031-07-03T01:00:00Z");
        clock.goTo(actor, LocalDate.of(2031, 12, 31));
        isAbout("2031-12-31T01:00:00Z");
    }

    @Test
    void from_a_night_it_goes_to_the_morning_of_the_same_day() {
        // four in the morning in Shanghai
        portal.clockTo(tenant, Instant.parse("2031-05-06T20:00:00Z"));

        clock.goTo(actor, LocalDate.of(2031, 5, 7));

        isAbout("2031-05-07T01:00:00Z");
    }

    @Test
    void the_days_between_are_lived_through_by_every_job() {
        portal.clockTo(tenant, Instant.parse("2031-05-06T10:00:00Z"));
        Diary.days.clear();

        clock.goTo(actor, LocalDate.of(2031, 5, 9));

        assertThat(Diary.days.get(tenant.id())).containsExactly(LocalDate.of(2031, 5, 7), LocalDate.of(2031, 5, 8),
                LocalDate.of(2031, 5, 9));
    }

    /** A job that writes down on which business days it ran. */
    @ApplicationScoped
    static class Diary implements Job {

        static final Map<TenantId, List<LocalDate>> days = new ConcurrentHashMap<>();

        @Inject
        private BusinessClock business;

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public Duration every() {
            return Duration.ofDays(1);
        }

        @Override
        public boolean run(Actor system) {
            days.computeIfAbsent(system.tenant(), tenant -> new CopyOnWriteArrayList<>()).add(business.today());
            return false;
        }
    }

    @Test
    void it_never_goes_back_nor_too_far() {
        portal.clockTo(tenant, Instant.parse("2031-05-06T10:00:00Z"));

        refused(ClockProblem.CLOCK_GOES_FORWARD, () -> clock.goTo(actor, LocalDate.of(2031, 5, 6)));
        refused(ClockProblem.CLOCK_GOES_FORWARD, () -> clock.goTo(actor, LocalDate.of(2030, 1, 1)));
        refused(DemoProblem.CLOCK_TOO_FAR, () -> clock.goTo(actor, LocalDate.of(2033, 1, 1)));
        isAbout("2031-05-06T10:00:00Z");
    }

    @Test
    void only_who_may_moves_it_and_only_in_its_own_tenant() {
        Tenant other = portal.newTenant();
        Instant before = portal.now(other);

        refused(AccessProblem.NOT_PERMITTED, () -> clock.toTomorrow(Portal.member(tenant, new OrganisationId(2))));
        refused(AccessProblem.SIGN_IN_FIRST, () -> clock.toTomorrow(Actor.visitor(tenant.id())));
        clock.toTomorrow(actor);
        assertThat(portal.now(other)).isBetween(before, before.plus(Duration.ofMinutes(5)));
    }

    private void isAbout(String moment) {
        assertThat(portal.now(tenant)).isBetween(Instant.parse(moment), Instant.parse(moment).plusSeconds(120));
    }

    private static void refused(ProblemCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
