package entrepot.launcher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The one-time link that founds a tenant and its first person. Who can start the program may found one, so the link is
 * the whole permission: the database keeps its hash alone, and it ends after a day.
 */
final class SetupLink {
    static final int HOURS = 24;
    private static final int SHOWN = 10;

    private SetupLink() {
    }

    /** Makes a link as the database's owner and returns its path on the portal. */
    static String make(Connection owner) throws SQLException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try (PreparedStatement insert = owner.prepareStatement("insert into setup_link (token_hash, expires_at)"
                + " values (?, now() + make_interval(hours => ?))")) {
            insert.setString(1, sha256(token));
            insert.setInt(2, HOURS);
            insert.executeUpdate();
        }
        return "/setup/" + token;
    }

    /** The codes of the tenants, the first few of them. */
    static List<String> tenants(Connection owner) throws SQLException {
        List<String> codes = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select code from tenant order by code limit " + SHOWN)) {
            while (row.next()) {
                codes.add(row.getString(1));
            }
        }
        return codes;
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
