package entrepot.webhook;

import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of webhooks. When something is tried next is real time, by the database's clock. */
@ApplicationScoped
class WebhookRows {

    /** So many messages may wait for one endpoint; more are left out, and can be told again by hand. */
    static final int WAITING_MAX = 10_000;

    private static final String COLUMNS = """
            select w.id, w.code, w.url, w.remark, w.events, w.contact, w.state, w.why, coalesce(w.old_until > now(), false) as rotating, w.failing_since,
                   w.made_by, w.created_at,
                   (select count(*) from webhook_delivery d where d.tenant_id = w.tenant_id and d.endpoint_id = w.id and d.state = 'WAITING') as waiting
              from webhook_endpoint w
             where w.tenant_id = ? and w.organisation_id = ? and w.state <> 'REMOVED'""";
    private static final String DELIVERY = """
            select m.code, m.event, m.thing, m.occurred_at, d.state, d.attempts, d.outcome, d.tried_at, d.next_at
              from webhook_delivery d
              join webhook_message m on m.tenant_id = d.tenant_id and m.id = d.message_id
             where d.tenant_id = ? and d.endpoint_id = ?""";

    @Inject
    private Sql sql;

    /** Who wants to hear of it; one that is off is told later, if somebody asks for that. */
    record Listener(long endpoint, OrganisationId organisation, boolean headquarters, boolean active) {
    }

    /** @param id of the row */
    record Found(long id, Webhook webhook) {
    }

    List<Found> list(Actor actor) {
        return sql.list(COLUMNS + " order by w.id", WebhookRows::found, actor.tenant(), actor.organisation());
    }

    Optional<Found> find(Actor actor, String code) {
        return sql.first(COLUMNS + " and w.code = ?", WebhookRows::found, actor.tenant(), actor.organisation(), code == null ? "" : code);
    }

    private static Found found(Row row) {
        return new Found(row.number("id"), new Webhook(row.text("code"), row.text("url"), row.text("remark"), row.texts("events"), row.text("contact"),
                row.text("state"), row.text("why"), row.flag("rotating"), row.instant("failing_since"), row.number("waiting"), row.text("made_by"),
                row.instant("created_at")));
    }

    void insert(Actor actor, String code, SetUpWebhook setUp, String sealed, Instant now) {
        sql.update("""
                insert into webhook_endpoint (tenant_id, id, code, organisation_id, headquarters, url, remark, events, contact, language, secret, made_by, created_at)
                values (?, nextval('webhook_endpoint_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, actor.organisation(), actor.headquarters(), setUp.url(), setUp.remark(), setUp.events().toArray(String[]::new),
                setUp.contact(), setUp.language(), sealed, actor.name(), now);
    }

    void setUp(Actor actor, long id, SetUpWebhook setUp) {
        sql.update("update webhook_endpoint set url = ?, remark = ?, events = ?, contact = ?, language = ? where tenant_id = ? and id = ?",
                setUp.url(), setUp.remark(), setUp.events().toArray(String[]::new), setUp.contact(), setUp.language(), actor.tenant(), id);
    }

    void rotate(Actor actor, long id, String sealed, int hours) {
        sql.update("""
                update webhook_endpoint set old_secret = secret, old_until = now() + make_interval(hours => ?), secret = ? where tenant_id = ? and id = ?""",
                hours, sealed, actor.tenant(), id);
    }

    void state(Actor actor, long id, String state, String why) {
        sql.update("""
                update webhook_endpoint set state = ?, why = ?, failures = 0, failing_since = null, rest_until = null where tenant_id = ? and id = ?""",
                state, why, actor.tenant(), id);
    }

    /** Those of these organisations, and of headquarters, that asked for the event. */
    List<Listener> listening(Actor system, String event, Collection<OrganisationId> organisations) {
        return sql.list("""
                select id, organisation_id, headquarters, state = 'ACTIVE' as active from webhook_endpoint
                 where tenant_id = ? and state <> 'REMOVED' and (organisation_id = any (?) or headquarters) and (events = '{}' or ? = any (events))""",
                row -> new Listener(row.number("id"), new OrganisationId(row.number("organisation_id")), row.flag("headquarters"), row.flag("active")),
                system.tenant(), organisations.stream().map(OrganisationId::value).toArray(Long[]::new), event);
    }

    /** Whether anybody of the tenant asked for the event. */
    boolean isHeard(Actor system, String event) {
        return sql.one("""
                select exists (select from webhook_endpoint
                                where tenant_id = ? and state <> 'REMOVED' and (events = '{}' or ? = any (events))) as heard""",
                row -> row.flag("heard"), system.tenant(), event);
    }

    /** Writes a message of an organisation, once a source, and puts it in the queue of these endpoints. */
    void tell(Actor system, OrganisationId to, String code, String source, String event, String thing, String body, Instant at, Collection<Long> endpoints) {
        sql.update("""
                with message as (
                    insert into webhook_message (tenant_id, id, code, organisation_id, source, event, thing, body, occurred_at)
                    values (?, nextval('webhook_message_seq'), ?, ?, ?, ?, ?, ?, ?)
                    on conflict (tenant_id, organisation_id, source) do nothing
                    returning tenant_id, id),
                told as (
                    insert into webhook_delivery (tenant_id, endpoint_id, message_id, state, next_at)
                    select m.tenant_id, e, m.id, case when full_up then 'LEFT_OUT' else 'WAITING' end, case when full_up then null else now() end
                      from message m cross join unnest(?) e
                      cross join lateral (select count(*) >= ? as full_up from (
                          select from webhook_delivery d where d.tenant_id = m.tenant_id and d.endpoint_id = e and d.state = 'WAITING' limit ?) x) y
                    returning tenant_id, endpoint_id)
                insert into webhook_queue (tenant_id, endpoint_id, next_at)
                select tenant_id, endpoint_id, now() from told order by endpoint_id
                on conflict (tenant_id, endpoint_id) do update set next_at = least(webhook_queue.next_at, excluded.next_at)""",
                system.tenant(), code, to, source, event, thing, body, at, endpoints.toArray(Long[]::new), WAITING_MAX, WAITING_MAX);
    }

    /** @param after the message of the last one of the page before, or null */
    List<WebhookDelivery> deliveries(Actor actor, long endpoint, String state, String after, int limit) {
        return sql.list(DELIVERY + '\n' + """
                 and (?::text is null or d.state = ?)
                 and (?::text is null or d.message_id < (select a.id from webhook_message a where a.tenant_id = ? and a.code = ?))
                 order by d.message_id desc limit ?""",
                row -> delivery(row, null, List.of()), actor.tenant(), endpoint, state, state, after, actor.tenant(), after, limit);
    }

    Optional<WebhookDelivery> delivery(Actor actor, long endpoint, String message) {
        List<WebhookDelivery.Attempt> attempts = sql.list("""
                select a.no, a.at, a.outcome, a.good, a.millis from webhook_attempt a
                  join webhook_message m on m.tenant_id = a.tenant_id and m.id = a.message_id
                 where a.tenant_id = ? and a.endpoint_id = ? and m.code = ? order by a.no desc limit 50""",
                row -> new WebhookDelivery.Attempt(row.integer("no"), row.instant("at"), row.text("outcome"), row.flag("good"), row.integer("millis")),
                actor.tenant(), endpoint, message);
        return sql.first(DELIVERY.replace("m.occurred_at,", "m.occurred_at, m.body,") + " and m.code = ?",
                row -> delivery(row, row.text("body"), attempts), actor.tenant(), endpoint, message);
    }

    private static WebhookDelivery delivery(Row row, String body, List<WebhookDelivery.Attempt> attempts) {
        return new WebhookDelivery(row.text("code"), row.text("event"), row.text("thing"), row.text("state"), row.integer("attempts"), row.text("outcome"),
                row.instant("occurred_at"), row.instant("tried_at"), row.instant("next_at"), body, attempts);
    }

    /** Puts one message into the queue anew. @return whether it is there */
    boolean again(Actor actor, long endpoint, String message) {
        boolean found = sql.update("""
                update webhook_delivery set state = 'WAITING', attempts = 0, next_at = now()
                 where tenant_id = ? and endpoint_id = ? and message_id = (select id from webhook_message where tenant_id = ? and code = ?)""",
                actor.tenant(), endpoint, actor.tenant(), message) == 1;
        wake(actor, endpoint);
        return found;
    }

    /** Puts everything that has not arrived since then into the queue, also what was never meant for this endpoint because it was off. @return how many */
    int againSince(Actor actor, long endpoint, Instant since) {
        int told = sql.update("""
                insert into webhook_delivery (tenant_id, endpoint_id, message_id, state, next_at)
                select m.tenant_id, w.id, m.id, 'WAITING', now()
                  from webhook_endpoint w
                  join webhook_message m on m.tenant_id = w.tenant_id and m.organisation_id = w.organisation_id
                 where w.tenant_id = ? and w.id = ? and m.occurred_at >= ? and (w.events = '{}' or m.event = any (w.events))
                 order by m.id limit ?
                on conflict (tenant_id, endpoint_id, message_id) do update set state = 'WAITING', attempts = 0, next_at = now()
                      where webhook_delivery.state in ('FAILED', 'LEFT_OUT')""",
                actor.tenant(), endpoint, since, WAITING_MAX);
        wake(actor, endpoint);
        return told;
    }

    void wake(Actor actor, long endpoint) {
        sql.update("update webhook_endpoint set rest_until = null where tenant_id = ? and id = ?", actor.tenant(), endpoint);
        sql.update("""
                insert into webhook_queue (tenant_id, endpoint_id, next_at) values (?, ?, now())
                on conflict (tenant_id, endpoint_id) do update set next_at = least(webhook_queue.next_at, now())""", actor.tenant(), endpoint);
    }
}
