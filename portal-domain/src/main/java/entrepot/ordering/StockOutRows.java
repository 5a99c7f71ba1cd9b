package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The SQL of stock-outs. */
@ApplicationScoped
class StockOutRows {

    private static final String SELECT = """
            select s.id, s.order_code, s.consignment, s.seller_id, s.state, s.asked_at, s.answer_by, s.wait_until,
                   s.buyer_asked_at, s.chosen_by, s.chosen_at, s.difference_minor, s.currency
              from stock_out s
             where s.tenant_id = ? and (?::bigint is null or s.seller_id = ?)""";

    @Inject
    private Sql sql;

    /** Once while it is open. @return whether it is new */
    boolean ask(Actor actor, String order, String consignment, OrganisationId seller, String currency, Instant now,
                Instant answerBy) {
        return sql.update("""
                insert into stock_out (tenant_id, id, order_code, consignment, seller_id, state, asked_at, answer_by, currency)
                values (?, nextval('stock_out_seq'), ?, ?, ?, 'OPEN', ?, ?, ?)
                on conflict (tenant_id, consignment) where state in ('OPEN', 'WAITING') do nothing""",
                actor.tenant(), order, consignment, seller, now, answerBy, currency) > 0;
    }

    /** Those that are open, the first to be answered on top. */
    List<StockOut> open(Actor actor, int limit) {
        return sql.list(SELECT + " and s.state in ('OPEN', 'WAITING') order by s.state = 'WAITING', s.answer_by, s.id limit ?",
                StockOutRows::stockOut, actor.tenant(), actor.scope(), actor.scope(), limit);
    }

    List<StockOut> ofOrder(Actor actor, String order) {
        return sql.list(SELECT + " and s.order_code = ? order by s.id limit 100", StockOutRows::stockOut, actor.tenant(),
                actor.scope(), actor.scope(), order);
    }

    /** The latest of a consignment. */
    Optional<StockOut> find(Actor actor, String consignment) {
        return sql.first(SELECT + " and s.consignment = ? order by s.id desc limit 1", StockOutRows::stockOut, actor.tenant(),
                actor.scope(), actor.scope(), consignment);
    }

    Optional<StockOut> byToken(Actor system, String hash) {
        return sql.first(SELECT + " and s.token_hash = ?", StockOutRows::stockOut, system.tenant(), null, null, hash);
    }

    /** The open one of a consignment, locked. */
    Optional<StockOut> lock(Actor actor, String consignment) {
        return sql.first(SELECT + " and s.consignment = ? and s.state in ('OPEN', 'WAITING') for update",
                StockOutRows::stockOut, actor.tenant(), actor.scope(), actor.scope(), consignment);
    }

    /** One that nobody answered in time; the order is locked first by who works on it. */
    List<StockOut> due(Actor actor, Instant now) {
        return sql.list(SELECT + " and s.state in ('OPEN', 'WAITING') and s.answer_by <= ? order by s.answer_by, s.id limit 1",
                StockOutRows::stockOut, actor.tenant(), actor.scope(), actor.scope(), now);
    }

    void link(Actor actor, long id, String hash, Instant at) {
        sql.update("update stock_out set token_hash = ?, buyer_asked_at = ? where tenant_id = ? and id = ?", hash, at,
                actor.tenant(), id);
    }

    void chosen(Actor actor, long id, StockOutState state, LocalDate until, Instant answerBy, Instant now, Money difference) {
        sql.update("""
                update stock_out set state = ?, wait_until = ?::date, answer_by = ?, chosen_by = ?, chosen_at = ?,
                       difference_minor = ? where tenant_id = ? and id = ?""",
                state, until, answerBy, actor.name(), now, difference.minor(), actor.tenant(), id);
    }

    private static StockOut stockOut(Row row) {
        return new StockOut(row.number("id"), row.text("order_code"), row.text("consignment"),
                new OrganisationId(row.number("seller_id")), row.oneOf(StockOutState.class, "state"),
                row.instant("asked_at"), row.instant("answer_by"), row.date("wait_until"), row.instant("buyer_asked_at"),
                row.text("chosen_by"), row.instant("chosen_at"), row.money("difference"));
    }
}
