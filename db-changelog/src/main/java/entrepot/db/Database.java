package entrepot.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * One PostgreSQL database and the two roles that may enter it: the owner, who migrates, and the application's
 * role, which owns nothing and cannot step around row level security.
 *
 * @param url           JDBC address without credentials
 * @param owner         name of the owner's role
 * @param ownerPassword its password
 * @param app           name of the application's role
 * @param appPassword   its password
 */
public record Database(String url, String owner, String ownerPassword, String app, String appPassword) {
    /** The oldest PostgreSQL that has what the changelog uses. */
    public static final int OLDEST_MAJOR = 15;
    /** The role that each changeset grants to. */
    public static final String APP_ROLE = "portal_app";

    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    /** A new connection of the owner. */
    public Connection asOwner() throws SQLException {
        return connect(owner, ownerPassword);
    }

    /** A new connection of the application's role. */
    public Connection asApp() throws SQLException {
        return connect(app, appPassword);
    }

    private Connection connect(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "entrepot");
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Refuses a database that could lose what it acknowledged or show one tenant another's rows: too old, not
     * durable, or with an application's role that has more rights than it should.
     *
     * @throws DatabaseException with one line that says which
     */
    public void check() {
        try (Connection connection = asOwner()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_MAJOR) {
                throw new DatabaseException("PostgreSQL " + OLDEST_MAJOR + " or later is needed; " + url + " is "
                        + connection.getMetaData().getDatabaseProductVersion() + ".");
            }
            checkDurable(connection, owner);
            String encoding = show(connection, "server_encoding");
            if (!encoding.equals("UTF8")) {
                throw new DatabaseException("The database's encoding is " + encoding + "; UTF8 is needed.");
            }
            checkRoles(connection);
        } catch (SQLException e) {
            throw new DatabaseException("The database " + url + " does not let the owner " + owner + " in: "
                    + e.getMessage(), e);
        }
        try (Connection connection = asApp()) {
            // a role or the database may have settings of its own, which only a session of that role shows
            checkDurable(connection, app);
        } catch (SQLException e) {
            throw new DatabaseException("The database " + url + " does not let the application's role " + app
                    + " in: " + e.getMessage(), e);
        }
    }

    private static void checkDurable(Connection connection, String role) throws SQLException {
        for (String setting : DURABLE) {
            String value = show(connection, setting);
            if (value.equals("off") || value.equals("local")) {
                throw new DatabaseException("The database would lose acknowledged work in a crash: " + setting
                        + " is " + value + source(connection, setting, role) + ". Set it to on.");
            }
        }
    }

    /** Where a setting comes from, if not from the server's own: what has to be altered. */
    private static String source(Connection connection, String setting, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select source from pg_settings where name = ?")) {
            query.setString(1, setting);
            try (ResultSet row = query.executeQuery()) {
                String source = row.next() ? row.getString(1) : "";
                return switch (source) {
                    case "user", "database user" -> " for the role " + role;
                    case "database" -> " for this database";
                    case "client", "session" -> " in the address of the database";
                    default -> "";
                };
            }
        }
    }

    private void checkRoles(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select rolname, rolsuper, rolbypassrls from pg_roles where rolname in (?, ?, ?)")) {
            query.setString(1, owner);
            query.setString(2, app);
            query.setString(3, APP_ROLE);
            boolean appRoleExists = false;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    boolean bypasses = row.getBoolean(2) || row.getBoolean(3);
                    appRoleExists |= name.equals(APP_ROLE);
                    if (name.equals(owner) && !bypasses) {
                        throw new DatabaseException("The owner's role " + name + " needs BYPASSRLS to migrate: "
                                + "alter role " + name + " bypassrls");
                    }
                    if (!name.equals(owner) && bypasses) {
                        throw new DatabaseException("The application's role " + name
                                + " must be neither superuser nor BYPASSRLS.");
                    }
                }
            }
            if (!appRoleExists) {
                throw new DatabaseException("The role " + APP_ROLE + " is missing, to which the tables are granted: "
                        + "create role " + APP_ROLE);
            }
        }
        if (owner.equals(app)) {
            throw new DatabaseException("The owner and the application need two roles; both are " + app + ".");
        }
        try (PreparedStatement query = connection.prepareStatement("select pg_has_role(?, ?, 'usage'),"
                + " exists (select 1 from pg_class where relowner = ?::regrole)")) {
            query.setString(1, app);
            query.setString(2, APP_ROLE);
            query.setString(3, app);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new DatabaseException("The application's role has no access: grant " + APP_ROLE + " to "
                            + app);
                }
                if (row.getBoolean(2)) {
                    throw new DatabaseException("The application's role " + app + " must own no table.");
                }
            }
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return url + " (owner " + owner + ", application " + app + ")";
    }
}
