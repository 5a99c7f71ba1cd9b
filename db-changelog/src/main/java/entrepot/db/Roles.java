package entrepot.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Makes the database and its two roles on a server of our own. Doing it twice changes nothing. */
final class Roles {
    static final String DATABASE = "entrepot";
    static final String OWNER = "portal_owner";

    private Roles() {
    }

    /** Makes what is missing and sets the passwords; {@code admin} is the superuser in the database postgres. */
    static void prepare(Connection admin, String ownerPassword, String appPassword) throws SQLException {
        ensureRole(admin, OWNER, "bypassrls", ownerPassword);
        ensureRole(admin, Database.APP_ROLE, "nobypassrls", appPassword);
        if (!exists(admin, "select 1 from pg_database where datname = ?", DATABASE)) {
            run(admin, "create database " + DATABASE + " owner " + OWNER);
        }
        // only the two roles enter, and the application makes no tables, not even temporary ones
        run(admin, "revoke all on database " + DATABASE + " from public");
        run(admin, "grant connect on database " + DATABASE + " to " + Database.APP_ROLE);
    }

    private static void ensureRole(Connection admin, String name, String right, String password) throws SQLException {
        if (!exists(admin, "select 1 from pg_roles where rolname = ?", name)) {
            run(admin, "create role " + name);
        }
        run(admin, "alter role " + name + " login nosuperuser nocreatedb nocreaterole noreplication " + right);
        // hashed on this side, so that no log ever holds the password
        admin.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
    }

    private static boolean exists(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, value);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
