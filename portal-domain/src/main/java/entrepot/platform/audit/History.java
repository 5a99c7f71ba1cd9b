package entrepot.platform.audit;

import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** The time line of a thing: each change of its state leaves a row. */
@ApplicationScoped
public class History {

    private static final int CHANGES_MAX = 500;

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    /**
     * One line of a time line.
     *
     * @param from null where the thing began
     * @param by   the actor's name
     * @param why  the reason that was given; empty where none was asked for
     */
    public record Change(String from, String to, String by, Instant at, String why) {
    }

    /** Records a change of one thing. {@code thing} is the glossary's word, {@code code} the thing's own. */
    public void record(Actor actor, String thing, String code, Enum<?> from, Enum<?> to, String why) {
        recordAll(actor, thing, List.of(code), from, to, why);
    }

    /** The same change of many things, in one statement. */
    public void recordAll(Actor actor, String thing, List<String> codes, Enum<?> from, Enum<?> to, String why) {
        sql.update("""
                insert into state_change (tenant_id, id, thing, code, from_state, to_state, by_name, by_user_id, at, why)
                select ?, nextval('state_change_seq'), ?, c, ?, ?, ?, ?, ?, ? from unnest(?) c""",
                actor.tenant(), thing, from == null ? null : from.name(), to.name(), actor.name(),
                actor.user() == null ? null : actor.user().value(), clock.now(), why == null ? "" : why,
                codes.toArray(String[]::new));
    }

    /** One change of one thing among many: {@code from} is null where the thing begins. */
    public record Step(String thing, String code, Enum<?> from, Enum<?> to, String why) {
    }

    /** Different changes of many things, with others in one round trip. */
    public void recordAll(Actor actor, Trip trip, List<Step> steps) {
        trip.update("""
                insert into state_change (tenant_id, id, thing, code, from_state, to_state, by_name, by_user_id, at, why)
                select ?, nextval('state_change_seq'), s.thing, s.code, s.from_state, s.to_state, ?, ?::bigint,
                       ?::timestamptz, s.why
                  from unnest(?, ?, ?, ?, ?) s (thing, code, from_state, to_state, why)""",
                actor.tenant(), actor.name(), actor.user() == null ? null : actor.user().value(), clock.now(),
                Columns.texts(steps, Step::thing), Columns.texts(steps, Step::code),
                Columns.texts(steps, step -> step.from() == null ? null : step.from().name()),
                Columns.texts(steps, step -> step.to().name()),
                Columns.texts(steps, step -> step.why() == null ? "" : step.why()));
    }

    /** The time line, oldest first. Whether the actor may see the thing is for the caller to have checked. */
    public List<Change> of(Actor actor, String thing, String code) {
        return sql.list("""
                select from_state, to_state, by_name, at, why from state_change
                 where tenant_id = ? and thing = ? and code = ? order by id limit ?""",
                row -> new Change(row.text("from_state"), row.text("to_state"), row.text("by_name"),
                        row.instant("at"), row.text("why")),
                actor.tenant(), thing, code, CHANGES_MAX);
    }
}
