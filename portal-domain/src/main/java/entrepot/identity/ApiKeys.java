package entrepot.identity;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.Problem;
import entrepot.kernel.UserId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Keys for a member's programs: {@code ek_<tenant>_<256 random bits>}. The tenant stands in clear, so that it can be found before anybody is known. */
@ApplicationScoped
@UseCases
public class ApiKeys {

    /** Of one person in one organisation. */
    private static final int KEYS_MAX = 20;
    private static final int NAME_MAX = 100;
    private static final int PREFIX_SHOWN = 6;
    /** As ordering names them, which stands above. */
    private static final String PLACE = "orders:place";
    private static final String PRACTISE = "orders:practise";
    private static final String PRACTICE_ONLY = "practice:only";

    @Inject
    private Sql sql;
    @Inject
    private BusinessClock clock;
    @Inject
    private Numbering numbering;
    @Inject
    private Transactions transactions;

    /** A key as lists show it; the key itself is known to its owner only. */
    public record ApiKey(String code, String name, String prefix, List<String> scopes, String madeBy, Instant createdAt, Instant lastUsedAt, Instant revokedAt) {

        public String state() {
            return revokedAt == null ? "ACTIVE" : "REVOKED";
        }
    }

    /** A key just made: shown this once. */
    public record NewKey(String code, String key) {

        @Override
        public String toString() {
            return "NewKey[" + code + "]";
        }
    }

    /**
     * Makes a key that may do what is named, and never more than who makes it may do, now or later.
     *
     * @param scopes permissions such as {@code orders:place}, of {@link #scopesOf}: at least one
     * @throws Problem KEY_NAME_INVALID, SCOPES_MISSING, SCOPES_INVALID, TOO_MANY_KEYS
     */
    @Requires(IdentityPermission.KEYS)
    public NewKey create(Actor actor, String name, Set<String> scopes) {
        String called = name == null ? "" : name.strip();
        if (called.isEmpty() || called.length() > NAME_MAX) {
            throw new Problem(IdentityProblem.KEY_NAME_INVALID).with("max", NAME_MAX);
        }
        Set<String> chosen = new TreeSet<>(scopes);
        if (chosen.isEmpty()) {
            throw new Problem(IdentityProblem.SCOPES_MISSING);
        }
        if (!scopesOf(actor).containsAll(chosen)) {
            throw new Problem(IdentityProblem.SCOPES_INVALID).with("scopes", String.join(", ", chosen));
        }
        int live = sql.one("select count(*)::int as n from api_key where tenant_id = ? and organisation_id = ? and user_id = ? and revoked_at is null",
                row -> row.integer("n"), actor.tenant(), actor.organisation(), actor.user());
        if (live >= KEYS_MAX) {
            throw new Problem(IdentityProblem.TOO_MANY_KEYS).with("max", KEYS_MAX);
        }
        String start = "ek_" + transactions.tenant().code() + "_";
        String key = start + Tokens.random();
        String code = numbering.lasting("KEY");
        sql.update("""
                insert into api_key (tenant_id, id, code, organisation_id, user_id, name, prefix, key_hash, scopes, created_at)
                values (?, nextval('api_key_seq'), ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, actor.organisation(), actor.user(), called, key.substring(0, start.length() + PREFIX_SHOWN), Tokens.sha256(key),
                chosen.toArray(String[]::new), clock.now());
        return new NewKey(code, key);
    }

    /** What the actor can put into a key. */
    public static Set<String> scopesOf(Actor actor) {
        Set<String> offered = new TreeSet<>();
        for (String permission : actor.permissions()) {
            if (Stream.of("identity:", "area:", "clock:", "cases:").noneMatch(permission::startsWith)) {
                offered.add(permission);
            }
        }
        return offered;
    }

    /** One's own keys; for who keeps the organisation's people, all of it. Newest first. */
    @Requires(IdentityPermission.KEYS)
    public List<ApiKey> list(Actor actor) {
        return sql.list("""
                select k.code, k.name, k.prefix, k.scopes, p.name as made_by, k.created_at, u.last_used_at, k.revoked_at
                  from api_key k
                  join user_account a on a.tenant_id = k.tenant_id and a.id = k.user_id
                  join person p on p.tenant_id = a.tenant_id and p.id = a.person_id
                  left join api_key_use u on u.tenant_id = k.tenant_id and u.api_key_id = k.id
                 where k.tenant_id = ? and k.organisation_id = ? and (?::bigint is null or k.user_id = ?)
                 order by k.id desc limit 100""",
                row -> new ApiKey(row.text("code"), row.text("name"), row.text("prefix"), row.texts("scopes"), row.text("made_by"),
                        row.instant("created_at"), row.instant("last_used_at"), row.instant("revoked_at")),
                actor.tenant(), actor.organisation(), maker(actor), maker(actor));
    }

    /** Ends a key at once. @throws Problem NOT_FOUND, also for a colleague's key that {@link #list} does not show */
    @Requires(IdentityPermission.KEYS)
    public void revoke(Actor actor, String code) {
        int touched = sql.update("""
                update api_key set revoked_at = ?
                 where tenant_id = ? and organisation_id = ? and code = ? and revoked_at is null and (?::bigint is null or user_id = ?)""",
                clock.now(), actor.tenant(), actor.organisation(), code, maker(actor), maker(actor));
        if (touched == 0) {
            throw Problem.notFound("key", code);
        }
    }

    /** Whose keys the actor sees: null for everybody's. */
    private static Long maker(Actor actor) {
        boolean keepsPeople = actor.may(actor.headquarters() ? IdentityPermission.MANAGE_HEADQUARTERS : IdentityPermission.MANAGE_PEOPLE);
        return keepsPeople || actor.user() == null ? null : Long.valueOf(actor.user().value());
    }

    /**
     * Who comes with this key: its organisation, with the key's scopes as far as its maker still has them, and the maker's areas. Empty for
     * an unknown or revoked key, or when its maker's account is shut.
     */
    @Requires(Requires.ANYBODY)
    public Optional<Actor> authenticate(Actor visitor, String key) {
        record Found(long id, long organisation, long user, long person, String name, List<String> scopes, List<String> roles, boolean seen) {
        }
        Optional<Found> found = sql.first("""
                select k.id, k.organisation_id, k.user_id, u.person_id, k.name, k.scopes,
                       (select array_agg(m.role) from membership m
                         where m.tenant_id = k.tenant_id and m.user_id = k.user_id and m.organisation_id = k.organisation_id) as roles,
                       exists (select 1 from api_key_use x where x.tenant_id = k.tenant_id and x.api_key_id = k.id
                                and x.last_used_at > now() - interval '1 minute') as seen
                  from api_key k
                  join user_account u on u.tenant_id = k.tenant_id and u.id = k.user_id
                 where k.tenant_id = ? and k.key_hash = ? and k.revoked_at is null and u.enabled
                   and exists (select 1 from membership m
                                where m.tenant_id = k.tenant_id and m.user_id = k.user_id and m.organisation_id = k.organisation_id)""",
                row -> new Found(row.number("id"), row.number("organisation_id"), row.number("user_id"), row.number("person_id"), row.text("name"), row.texts("scopes"),
                        row.texts("roles"), row.flag("seen")),
                visitor.tenant(), Tokens.sha256(key));
        return found.map(f -> {
            if (!f.seen()) {
                // once a minute is exact enough, and does not make every call a write
                sql.update("""
                        insert into api_key_use (tenant_id, api_key_id, last_used_at) values (?, ?, now())
                        on conflict (tenant_id, api_key_id) do update set last_used_at = excluded.last_used_at""", visitor.tenant(), f.id());
            }
            Set<String> may = new LinkedHashSet<>(f.scopes());
            Set<String> makers = SignIns.permissions(f.roles());
            may.retainAll(makers);
            makers.stream().filter(p -> p.startsWith("area:")).forEach(may::add);
            if (may.contains(PRACTISE) && !may.contains(PLACE)) {
                // a key for the sandbox: it places, and what it places is practice
                may.add(PLACE);
                may.add(PRACTICE_ONLY);
            }
            return new Actor(visitor.tenant(), new OrganisationId(f.organisation()), SignIns.isHeadquarters(f.roles()), new UserId(f.user()),
                    // the same human as at the sign-in: nobody approves by a key what they proposed by hand
                    new PersonId(f.person()),
                    f.name(), may, Actor.Kind.API_KEY);
        });
    }
}
