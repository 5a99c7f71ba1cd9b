package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Direct SQL against the books, as the application's role and as the owner of the tables. */
class LedgerRefusesIT {

    private static final String POSTING = """
            insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at)
            values (:t, :new, 'attack', 'attack', :new::text, now())""";

    private final Portal portal = Portal.running();
    private final Ledger ledger = portal.bean(Ledger.class);
    private final Tenant tenant = portal.newTenant();
    private final Tenant other = portal.newTenant();
    private final OrganisationId member = new OrganisationId(77);

    @BeforeEach
    void books() {
        for (Tenant each : new Tenant[] {tenant, other}) {
            Actor system = Actor.system(each.id());
            ledger.openAccounts(system, member);
            ledger.post(system, NewPosting.transfer("top-up.confirmed", "top-up", "T1", Account.of(AccountKind.BANK),
                    Account.of(AccountKind.WALLET, member), Money.of(10_000, "CNY")));
        }
    }

    /** Posting and entries in one statement, as the portal writes them. */
    private static String posted(String entries) {
        return """
                with p as (insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at)
                           values (:t, :new, 'attack', 'attack', :new::text, now()) returning id)
                insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
                """ + entries;
    }

    private static String entry(String posting, int leg, String account, long amount) {
        return "select :t, " + posting + ", " + leg + ", " + account + ", 'CNY', " + amount;
    }

    private static final String INSERT =
            "insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor) ";

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("unbalanced", "balanced_ck",
                        posted(entry(":new", 1, ":bank", 100) + " union all " + entry(":new", 2, ":wallet", -99))),
                attack("unbalanced in one currency of two", "currency|balanced_ck|violates",
                        posted("select :t, :new, 1, :bank, 'CNY', 100 union all select :t, :new, 2, :wallet, 'GBP', -100")),
                attack("empty", "legs_ck", POSTING),
                attack("a single leg", "balanced_ck|whole_ck", posted(entry(":new", 1, ":bank", 100))),
                attack("a leg of zero", "amount_ck",
                        posted(entry(":new", 1, ":bank", 0) + " union all " + entry(":new", 2, ":wallet", 0))),
                attack("a late leg", "balanced_ck|whole_ck", INSERT + entry(":old", 3, ":bank", 100)),
                attack("a late balanced pair", "whole_ck",
                        INSERT + entry(":old", 3, ":bank", 100) + " union all " + entry(":old", 4, ":wallet", -100)),
                attack("a second balanced pair in the posting's own transaction", "whole_ck",
                        posted(entry(":new", 1, ":bank", 100) + " union all " + entry(":new", 2, ":wallet", -100)),
                        INSERT + entry(":new", 3, ":bank", 100) + " union all " + entry(":new", 4, ":wallet", -100)),
                attack("legs in two statements", "legs_ck|balanced_ck|whole_ck",
                        POSTING, INSERT + entry(":new", 1, ":bank", 100) + " union all "
                                + entry(":new", 2, ":wallet", -100)),
                attack("update an amount", "written once|permission denied",
                        "update ledger_entry set amount_minor = amount_minor * 2 where tenant_id = :t"),
                attack("update of no row at all", "written once|permission denied",
                        "update ledger_posting set note = 'x' where false"),
                attack("back-date", "written once|permission denied",
                        "update ledger_posting set occurred_at = occurred_at - interval '1 month' where tenant_id = :t"),
                attack("delete entries", "written once|permission denied",
                        "delete from ledger_entry where tenant_id = :t"),
                attack("delete a posting", "written once|permission denied|foreign key",
                        "delete from ledger_posting where tenant_id = :t"),
                attack("truncate", "written once|permission denied|cannot truncate", "truncate ledger_entry"),
                attack("truncate everything", "written once|moves with entries|permission denied",
                        "truncate ledger_posting, ledger_entry, ledger_account, ledger_balance cascade"),
                attack("turn a wallet into a bank account", "written once|permission denied",
                        "update ledger_account set kind = 'BANK', organisation_id = null where tenant_id = :t and id = :wallet"),
                attack("another currency than the account's", "account_fk",
                        posted("select :t, :new, 1, :bank, 'GBP', 100 union all select :t, :new, 2, :wallet, 'GBP', -100")),
                attack("overdraft", "limit_ck",
                        posted(entry(":new", 1, ":wallet", 10_001) + " union all " + entry(":new", 2, ":bank", -10_001))),
                attack("the same cause twice", "cause_uq", """
                        with p as (insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at)
                                   values (:t, :new, 'top-up.confirmed', 'top-up', 'T1', now()))
                        """ + INSERT + entry(":new", 1, ":bank", 100) + " union all "
                        + entry(":new", 2, ":wallet", -100)),
                attack("half a reversal", "mirror_ck", """
                        with p as (insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at, reverses)
                                   values (:t, :new, 'attack', 'attack', :new::text, now(), :old))
                        """ + INSERT + entry(":new", 1, ":wallet", 50) + " union all "
                        + entry(":new", 2, ":bank", -50)),
                attack("a second reversal", "reverses_uq", reversal(":new"), reversal(":new + 1")),
                attack("another tenant's account", "account_fk",
                        posted(entry(":new", 1, ":foreign", 100) + " union all " + entry(":new", 2, ":wallet", -100))),
                attack("another tenant's posting", "row-level security|posting_fk|balanced_ck|whole_ck", """
                        insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
                        values (:o, :new, 1, :foreign, 'CNY', 1)"""),
                attack("a balance by hand", "moves with entries|permission denied",
                        "update ledger_balance set balance_minor = 1000000 where tenant_id = :t"),
                attack("a balance deleted", "moves with entries|permission denied",
                        "delete from ledger_balance where tenant_id = :t"),
                attack("claim an old transaction", "permission denied|whole_ck|legs_ck", """
                        insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at, xid)
                        values (:t, :new, 'attack', 'attack', 'x', now(), '1')"""),
                attack("switch triggers off for the session", "permission denied|written once",
                        "set local session_replication_role = replica",
                        "update ledger_entry set amount_minor = 1 where tenant_id = :t"),
                attack("look elsewhere for the tables", "balanced_ck|permission denied to create temp",
                        "create temporary table ledger_posting (tenant_id bigint, id bigint, xid xid8) on commit drop",
                        "create temporary table ledger_balance (x int) on commit drop",
                        INSERT.replace("ledger_entry", "public.ledger_entry") + entry(":old", 3, ":bank", 1)));
    }

    private static String reversal(String id) {
        return """
                with p as (insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at, reverses)
                           values (:t, %1$s, 'attack', 'attack', (%1$s)::text, now(), :old))
                insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
                select :t, %1$s, leg, account_id, currency, -amount_minor from ledger_entry
                 where tenant_id = :t and posting_id = :old""".formatted(id);
    }

    private static Arguments attack(String name, String refusal, String... statements) {
        return Arguments.of(name, refusal, statements);
    }

    @ParameterizedTest(name = "as the application: {0}")
    @MethodSource("attacks")
    void the_application_is_refused(String name, String refusal, String... statements) throws Exception {
        try (Connection connection = portal.asApp()) {
            refused(connection, refusal, statements);
        }
    }

    @ParameterizedTest(name = "as the owner: {0}")
    @MethodSource("attacks")
    void the_owner_is_refused(String name, String refusal, String... statements) throws Exception {
        try (Connection connection = portal.asOwner()) {
            refused(connection, refusal, statements);
        }
    }

    private void refused(Connection connection, String refusal, String... statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', true)");
            assertThatThrownBy(() -> {
                for (String sql : statements) {
                    statement.execute(named(sql));
                }
                connection.commit();
            }).isInstanceOf(SQLException.class).hasMessageMatching("(?s).*(" + refusal + ").*");
        } finally {
            connection.rollback();
        }
        untouched();
    }

    private void untouched() throws SQLException {
        Actor system = Actor.system(tenant.id());
        assertThat(ledger.journal(system, null, 10)).hasSize(1);
        assertThat(ledger.balance(system, Account.of(AccountKind.WALLET, member))).isEqualTo(Money.of(10_000, "CNY"));
        assertThat(ledger.balance(system, Account.of(AccountKind.BANK))).isEqualTo(Money.of(10_000, "CNY"));
    }

    private String named(String sql) throws SQLException {
        return sql.replace(":new", "900000000").replace(":old", Long.toString(id("ledger_posting", tenant, "true")))
                .replace(":bank", Long.toString(id("ledger_account", tenant, "kind = 'BANK'")))
                .replace(":wallet", Long.toString(id("ledger_account", tenant, "kind = 'WALLET'")))
                .replace(":foreign", Long.toString(id("ledger_account", other, "kind = 'WALLET'")))
                .replaceAll(":t\\b", Long.toString(tenant.id().value()))
                .replaceAll(":o\\b", Long.toString(other.id().value()));
    }

    private long id(String table, Tenant of, String which) throws SQLException {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + of.id().value() + "', false)");
            try (ResultSet row = statement.executeQuery("select min(id) from public." + table + " where tenant_id = "
                    + of.id().value() + " and " + which)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void what_the_attacks_vary_is_accepted_when_it_is_right() throws Exception {
        try (Connection connection = portal.asApp(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', true)");
            statement.execute(named(posted(entry(":new", 1, ":bank", 100) + " union all "
                    + entry(":new", 2, ":wallet", -100))));
            statement.execute(named(reversal(":new + 1")));
            connection.rollback();
        }
    }
}
