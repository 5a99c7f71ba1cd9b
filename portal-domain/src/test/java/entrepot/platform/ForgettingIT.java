package entrepot.platform;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.platform.access.Actor;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that grow with use are cut back, by real time and in the tenant whose turn it is. */
class ForgettingIT {

    private static final List<String> TABLES = List.of("idempotency_key", "outbox_fact", "sign_in_attempt", "sign_in");

    private final Portal portal = Portal.running();
    private final Tenant tenant = portal.newTenant();
    private final Tenant other = portal.newTenant();

    /** What somebody did so many days ago: a key, a fact, a try to sign in and a sign-in. */
    private void happened(Tenant where, int daysAgo) throws SQLException {
        portal.in(where.id(), () -> portal.bean(Idempotency.class).once(Actor.system(where.id()), "test", "k-" + daysAgo,
                "asked", String.class, () -> "answered"));
        owner("update idempotency_key set recorded_at = now() - make_interval(days => ?) where tenant_id = ? and key = 'k-' || ?", daysAgo,
                where.id().value(), daysAgo);
        owner("""
                insert into outbox_fact (tenant_id, id, type, payload, occurred_at, recorded_at)
                select t, nextval('outbox_fact_seq'), 'Test', '{}', now(), now() - make_interval(days => d)
                  from (values (?::int, ?::bigint)) v(d, t)""", daysAgo, where.id().value());
        owner("""
                insert into sign_in_attempt (tenant_id, id, account_hash, address, at)
                select t, nextval('sign_in_attempt_seq'), 'x', 'x', now() - make_interval(days => d)
                  from (values (?::int, ?::bigint)) v(d, t)""", daysAgo, where.id().value());
    }

    private void owner(String statement, Object... values) throws SQLException {
        try (Connection owner = portal.asOwner(); PreparedStatement run = owner.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                run.setObject(i + 1, values[i]);
            }
            run.executeUpdate();
        }
    }

    private long count(Tenant where, String table) {
        return portal.in(where.id(), () -> portal.bean(Sql.class).one("select count(*) as n from " + table
                + " where tenant_id = ?", row -> row.number("n"), where.id()));
    }

    @Test
    void what_is_old_goes_what_is_young_stays_and_a_moved_clock_makes_nothing_old() throws SQLException {
        long facts = count(tenant, "outbox_fact");
        for (Tenant where : List.of(tenant, other)) {
            happened(where, 1);
            happened(where, 8);
            happened(where, 31);
        }
        // parked: a person has yet to look at it
        owner("""
                insert into outbox_head (tenant_id, fact_id, consumer, parked)
                select tenant_id, max(id), 'nobody', true from outbox_fact
                 where tenant_id = ? and recorded_at < now() - interval '30 days' group by tenant_id""", other.id().value());

        portal.clockTo(tenant, portal.now(tenant).plus(Duration.ofDays(300)));
        portal.settleDown(tenant);

        assertThat(count(tenant, "idempotency_key")).isEqualTo(2);
        assertThat(count(tenant, "outbox_fact")).isEqualTo(facts + 2);
        assertThat(count(tenant, "sign_in_attempt")).isEqualTo(1);
        assertThat(count(other, "idempotency_key")).as("another tenant's turn is another").isEqualTo(3);
        assertThat(count(other, "sign_in_attempt")).isEqualTo(3);
        portal.settleDown(other);
        assertThat(count(other, "idempotency_key")).isEqualTo(2);
        assertThat(count(other, "outbox_fact")).as("with the one that is parked").isGreaterThanOrEqualTo(3);
    }

    @Test
    void the_application_may_forget_only_what_is_meant_to_be_forgotten() throws SQLException {
        try (Connection owner = portal.asOwner(); PreparedStatement ask = owner.prepareStatement(
                "select has_table_privilege('portal_app', ?, 'delete')")) {
            // orders of practice may go, and a guard keeps all others: see PracticeIT
            for (String table : List.of("state_change", "ledger_entry", "ledger_posting", "consignment",
                    "stock_movement", "proposal")) {
                ask.setString(1, table);
                try (var row = ask.executeQuery()) {
                    row.next();
                    assertThat(row.getBoolean(1)).as(table).isFalse();
                }
            }
            for (String table : TABLES) {
                ask.setString(1, table);
                try (var row = ask.executeQuery()) {
                    row.next();
                    assertThat(row.getBoolean(1)).as(table).isTrue();
                }
            }
        }
    }
}
