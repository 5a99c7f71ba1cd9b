package entrepot.proof;

import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.security.SecureRandom;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Somebody of the demonstration who is in one role, and an API key of that person with all that the role may do.
 *
 * <p>Most roles may not make keys, so the key is written past the portal, by the superuser: what is proved is that even
 * such a key opens nothing that the role has not.
 */
public record Person(String tenant, long tenantId, long organisation, long user, String login, Role role, String key) {

    /** The tenant in which the proofs walk about. */
    public static final String HOME = "acme";

    /** One person for each role. */
    public static Map<Role, Person> ofEachRole(RunningPortal portal) throws SQLException {
        Map<Role, Person> people = new EnumMap<>(Role.class);
        try (Connection database = portal.database()) {
            for (Role role : Role.values()) {
                people.put(role, of(database, role));
            }
        }
        return people;
    }

    private static Person of(Connection database, Role role) throws SQLException {
        Person found = find(database, role);
        if (found == null && role == Role.SHOP_STAFF) {
            hireStaff(database, find(database, Role.AGENT));
            found = find(database, role);
        }
        if (found == null) {
            throw new AssertionError("The demonstration has nobody who is " + role + " and nothing else");
        }
        return found;
    }

    private static Person find(Connection database, Role role) throws SQLException {
        try (PreparedStatement query = database.prepareStatement("""
                select t.id, m.organisation_id, u.id, u.login
                  from tenant t
                  join membership m on m.tenant_id = t.id
                  join user_account u on u.tenant_id = t.id and u.id = m.user_id
                 where t.code = ? and m.role = ? and u.enabled and u.password_hash is not null
                   and (select count(*) from membership x where x.tenant_id = t.id and x.user_id = u.id) = 1
                 order by (select count(*) from sales_order o
                            where o.tenant_id = t.id and o.organisation_id = m.organisation_id) desc,
                       (select count(*) from consignment c
                         where c.tenant_id = t.id and c.dealer_id = m.organisation_id) desc, u.id
                 limit 1""")) {
            query.setString(1, HOME);
            query.setString(2, role.name());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String key = key(database, row.getLong(1), row.getLong(2), row.getLong(3), role, HOME);
                return new Person(HOME, row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4), role, key);
            }
        }
    }

    /** A new key of that person with all scopes. */
    public static String key(Connection database, long tenant, long organisation, long user, Role role, String code)
            throws SQLException {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String key = "ek_" + code + "_" + HexFormat.of().formatHex(bytes);
        try (PreparedStatement insert = database.prepareStatement("""
                insert into api_key (tenant_id, id, code, organisation_id, user_id, name, prefix, key_hash, scopes, created_at)
                values (?, nextval('api_key_seq'), ?, ?, ?, 'proof', ?, ?, ?, now())""")) {
            insert.setLong(1, tenant);
            insert.setString(2, "KEY-" + key.substring(key.length() - 10).toUpperCase(java.util.Locale.ROOT));
            insert.setLong(3, organisation);
            insert.setLong(4, user);
            insert.setString(5, key.substring(0, 12));
            insert.setString(6, sha256(key));
            insert.setArray(7, database.createArrayOf("text", role.permissions().toArray()));
            insert.executeUpdate();
        }
        return key;
    }

    /** Nobody tends a shop in the demonstration: a colleague of that agent does here, with the same password. */
    private static void hireStaff(Connection database, Person owner) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                with owner as (
                  select * from user_account where tenant_id = ? and id = ?),
                colleague as (
                  insert into person (tenant_id, id, name, created_at, version)
                  select tenant_id, nextval('person_seq'), 'Staff', created_at, 1 from owner returning tenant_id, id),
                account as (
                  insert into user_account (tenant_id, id, code, person_id, login, password_hash, language, enabled,
                         created_at, version)
                  select o.tenant_id, nextval('user_account_seq'), 'USR-PROOFSTAFF', c.id, 'staff@acme.example',
                         o.password_hash, o.language, true, o.created_at, 1
                    from owner o join colleague c on c.tenant_id = o.tenant_id returning tenant_id, id, created_at)
                insert into membership (tenant_id, id, user_id, organisation_id, role, created_at, version)
                select tenant_id, nextval('membership_seq'), id, ?, 'SHOP_STAFF', created_at, 1 from account""")) {
            insert.setLong(1, owner.tenantId());
            insert.setLong(2, owner.user());
            insert.setLong(3, owner.organisation());
            insert.executeUpdate();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
