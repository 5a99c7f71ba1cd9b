package entrepot.messaging;

import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends letters and shows what was sent. */
@ApplicationScoped
@UseCases
public class Messages {

    private static final int PAGE_MAX = 200;

    @Inject
    private Sql sql;
    @Inject
    private BusinessClock clock;

    /**
     * Puts a letter into the outbox, in the transaction of the use case that calls: in the language of who reads at that address, where it is known, else in
     * the letter's.
     */
    @Requires(Requires.SYSTEM)
    public void send(Actor actor, SendMessage letter) {
        sql.update("""
                insert into message (tenant_id, id, to_address, language, text_key, details, link, created_at)
                values (?, nextval('message_seq'), ?,
                        coalesce((select language from message_reader where tenant_id = ? and address = lower(?)), ?), ?, ?, ?, ?)""",
                actor.tenant(), letter.to(), actor.tenant(), letter.to(), letter.language(), letter.text(), Json.of(letter.details()), letter.link(), clock.now());
    }

    /** A person reads at this address in that language. */
    @Requires(Requires.SYSTEM)
    public void readsIn(Actor actor, String address, String language) {
        sql.update("""
                insert into message_reader (tenant_id, address, language) values (?, lower(?), ?)
                on conflict (tenant_id, address) do update set language = excluded.language""", actor.tenant(), address, language);
    }

    /** The outbox, newest first, after the letter of that number (null for the first page). */
    @Requires(MessagingPermission.READ)
    public List<Message> list(Actor actor, Long after, int limit) {
        return sql.list("""
                select id, to_address, language, text_key, details::text as details, link, created_at, sent_at
                  from message
                 where tenant_id = ? and (?::bigint is null or id < ?::bigint)
                 order by id desc limit ?""",
                Messages::message, actor.tenant(), after, after, Math.min(limit, PAGE_MAX));
    }

    private static Message message(Row row) {
        Map<String, String> details = new LinkedHashMap<>();
        Map<?, ?> kept = row.json("details").as(Map.class);
        kept.forEach((name, value) -> details.put(String.valueOf(name), String.valueOf(value)));
        return new Message(row.number("id"), row.text("to_address"), row.text("language"), row.text("text_key"), details,
                row.text("link"), row.instant("created_at"), row.instant("sent_at"));
    }
}
