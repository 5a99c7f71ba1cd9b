package entrepot.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EphemeralDatabaseIT {
    private static EmbeddedPostgres server;
    private static Database database;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgres.ephemeral(Path.of("target"), true);
        database = server.database();
        Migrations.run(database, line -> { });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void loses_nothing_that_it_acknowledged() throws SQLException {
        assertThat(one("show fsync")).isEqualTo("on");
        assertThat(one("show synchronous_commit")).isEqualTo("on");
        assertThat(one("show full_page_writes")).isEqualTo("on");
        assertThat(one("show data_checksums")).isEqualTo("on");
        database.check();
    }

    @Test
    void a_role_or_a_database_that_does_not_wait_for_the_disk_is_refused() throws SQLException {
        for (String[] each : new String[][] {
            {"role portal_app", "synchronous_commit is off for the role portal_app. Set it to on."},
            {"role portal_owner", "synchronous_commit is off for the role portal_owner. Set it to on."},
            {"role portal_app in database entrepot", "synchronous_commit is off for the role portal_app. Set it to on."},
            {"database entrepot", "synchronous_commit is off for this database. Set it to on."}}) {
            asSuperuser("alter " + each[0] + " set synchronous_commit = off");
            assertThatThrownBy(database::check).as(each[0]).isInstanceOf(DatabaseException.class).hasMessageEndingWith(each[1]);
            asSuperuser("alter " + each[0] + " reset synchronous_commit");
        }
        Database hurried = new Database(database.url() + "?options=-c%20synchronous_commit=off", database.owner(),
                database.ownerPassword(), database.app(), database.appPassword());
        assertThatThrownBy(hurried::check).hasMessageContaining("in the address of the database");
        database.check();
    }

    private static void asSuperuser(String statement) throws SQLException {
        try (Connection superuser = server.asSuperuser(); Statement run = superuser.createStatement()) {
            run.execute(statement);
        }
    }

    @Test
    void speaks_utf8_and_sorts_the_same_everywhere() throws SQLException {
        assertThat(one("show server_encoding")).isEqualTo("UTF8");
        assertThat(one("select datlocale from pg_database where datname = current_database()")).isEqualTo("C.UTF-8");
        assertThat(one("select upper('día')")).isEqualTo("DÍA");
    }

    @Test
    void listens_on_loopback_and_asks_for_a_password() throws SQLException {
        assertThat(one("show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(one("show unix_socket_directories")).isEmpty();
        Database wrong = new Database(database.url(), database.owner(), "guess", database.app(), "guess");
        assertThatThrownBy(wrong::asOwner).hasMessageContaining("password authentication failed");
        assertThatThrownBy(wrong::asApp).hasMessageContaining("password authentication failed");
    }

    @Test
    void the_application_makes_and_owns_nothing() throws SQLException {
        try (Connection app = database.asApp(); Statement statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table own (id bigint)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("create temporary table own (id bigint)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("select entrepot_secure('pg_class')"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_secured_table_shows_only_the_tenant_that_is_set() throws SQLException {
        try (Connection owner = database.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("create table secured_probe (tenant_id bigint not null, id bigint not null,"
                    + " primary key (tenant_id, id))");
            statement.execute("select entrepot_secure('secured_probe')");
            statement.execute("grant select, insert, update on secured_probe to portal_app");
            statement.execute("insert into secured_probe values (1, 1), (2, 2)");
        }
        try (Connection app = database.asApp(); Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            assertThat(count(statement)).isZero();
            statement.execute("select set_config('app.tenant_id', '1', true)");
            assertThat(count(statement)).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("insert into secured_probe values (2, 3)"))
                    .hasMessageContaining("row-level security");
            app.rollback();
            assertThat(count(statement)).as("after the setting's transaction").isZero();
        } finally {
            try (Connection owner = database.asOwner(); Statement statement = owner.createStatement()) {
                statement.execute("drop table secured_probe");
            }
        }
    }

    @Test
    void migrating_again_runs_nothing_and_frees_a_lock_that_nobody_holds() throws SQLException {
        try (Connection owner = database.asOwner(); Statement statement = owner.createStatement()) {
            statement.executeUpdate("update databasechangeloglock set locked = true, lockedby = 'a dead program'");
        }
        List<String> said = new ArrayList<>();
        assertThat(Migrations.run(database, said::add)).isZero();
        assertThat(said).isEmpty();
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select count(*) from secured_probe")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String one(String sql) throws SQLException {
        try (Connection admin = server.asSuperuser(); Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
