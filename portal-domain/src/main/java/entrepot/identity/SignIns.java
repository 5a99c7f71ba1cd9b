package entrepot.identity;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.Problem;
import entrepot.kernel.UserId;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who is signed in. Limits (SAFETY G22): 5 failures in 15 minutes for an account from one address, 50 in an hour from an address. */
@ApplicationScoped
@UseCases
public class SignIns {

    private static final int ACCOUNT_FAILURES_MAX = 5;
    private static final int ADDRESS_FAILURES_MAX = 50;
    private static final int HOURS_MAX = 12;
    private static final int LIST_MAX = 50;

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private Organisations organisations;

    /** An attempt that was counted: whose, and the hash to compare with; null when there is no such account or it has no password. */
    public record Attempt(long id, Long user, String passwordHash) {

        @Override
        public String toString() {
            return "Attempt[" + id + "]";
        }
    }

    /** One of a person's own sign-ins. {@code current} is the one that asks. */
    public record Session(Instant startedAt, String address, String browser, Instant endedAt, boolean current) {
    }

    /**
     * Counts an attempt before anything is reckoned; it stays counted as a failure unless {@link #finish} says otherwise.
     *
     * @throws Problem SIGN_IN_TOO_OFTEN with the minutes to wait
     */
    @Requires(Requires.ANYBODY)
    public Attempt begin(Actor visitor, String login, String address) {
        String name = login == null ? "" : login.trim().toLowerCase(Locale.ROOT);
        String account = Tokens.sha256(name);
        record Counts(int account, int address) {
        }
        // one lock per address: what is counted here must not be overtaken by attempts that run at the same time
        sql.list("select pg_advisory_xact_lock(hashtextextended(?, ?)) is null as taken", row -> row.flag("taken"), address, visitor.tenant());
        Counts counts = sql.one("""
                select count(*) filter (where account_hash = ? and at > now() - interval '15 minutes')::int as account,
                       count(*)::int as address
                  from sign_in_attempt
                 where tenant_id = ? and address = ? and not succeeded and at > now() - interval '1 hour'""",
                row -> new Counts(row.integer("account"), row.integer("address")), account, visitor.tenant(), address);
        if (counts.account() >= ACCOUNT_FAILURES_MAX) {
            throw new Problem(IdentityProblem.SIGN_IN_TOO_OFTEN).with("minutes", 15);
        }
        if (counts.address() >= ADDRESS_FAILURES_MAX) {
            throw new Problem(IdentityProblem.SIGN_IN_TOO_OFTEN).with("minutes", 60);
        }
        long id = sql.one("insert into sign_in_attempt (tenant_id, id, account_hash, address) values (?, nextval('sign_in_attempt_seq'), ?, ?) returning id",
                row -> row.number("id"), visitor.tenant(), account, address);
        record Account(long id, String hash) {
        }
        Optional<Account> known = sql.first("select id, password_hash from user_account where tenant_id = ? and login = ? and enabled",
                row -> new Account(row.number("id"), row.text("password_hash")), visitor.tenant(), name);
        return new Attempt(id, known.map(Account::id).orElse(null), known.map(Account::hash).orElse(null));
    }

    /** Opens the sign-in when the password matched; empty when it did not, or the account was shut meanwhile or belongs to no organisation. */
    @Requires(Requires.ANYBODY)
    public Optional<SignedIn> finish(Actor visitor, Attempt attempt, boolean matched, String address, String browser) {
        if (!matched || attempt.user() == null) {
            return Optional.empty();
        }
        sql.update("update sign_in_attempt set succeeded = true where tenant_id = ? and id = ?", visitor.tenant(), attempt.id());
        record Opened(long id, long organisation, String language) {
        }
        Optional<Opened> opened = sql.first("""
                insert into sign_in (tenant_id, id, user_id, organisation_id, address, browser)
                select u.tenant_id, nextval('sign_in_seq'), u.id,
                       (select m.organisation_id from membership m where m.tenant_id = u.tenant_id and m.user_id = u.id order by m.id limit 1), ?, ?
                  from user_account u
                 where u.tenant_id = ? and u.id = ? and u.enabled
                   and exists (select 1 from membership m where m.tenant_id = u.tenant_id and m.user_id = u.id)
                returning id, organisation_id, (select language from user_account x where x.tenant_id = sign_in.tenant_id and x.id = sign_in.user_id) as language""",
                row -> new Opened(row.number("id"), row.number("organisation_id"), row.text("language")),
                address, shortened(browser), visitor.tenant(), attempt.user());
        return opened.map(o -> new SignedIn(visitor.tenant().value(), transactions.tenant().code(), o.id(),
                organisations.get(visitor, new OrganisationId(o.organisation())).name(), o.language()));
    }

    /** Who is behind a sign-in now, with what the person may do now; empty once it has ended, is older than 12 hours, or the account is shut. */
    @Requires(Requires.ANYBODY)
    public Optional<Visit> resume(Actor visitor, long signIn) {
        record Found(long user, String code, String login, long person, String name, long organisation, List<String> roles) {
        }
        Optional<Found> found = sql.first("""
                select u.id as user_id, u.code, u.login, u.person_id, p.name, s.organisation_id,
                       (select array_agg(m.role) from membership m
                         where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.organisation_id = s.organisation_id) as roles
                  from sign_in s
                  join user_account u on u.tenant_id = s.tenant_id and u.id = s.user_id
                  join person p on p.tenant_id = u.tenant_id and p.id = u.person_id
                 where s.tenant_id = ? and s.id = ? and s.ended_at is null and u.enabled
                   and s.started_at > now() - make_interval(hours => ?)
                   and exists (select 1 from membership m
                                where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.organisation_id = s.organisation_id)""",
                row -> new Found(row.number("user_id"), row.text("code"), row.text("login"), row.number("person_id"), row.text("name"),
                        row.number("organisation_id"), row.texts("roles")),
                visitor.tenant(), signIn, HOURS_MAX);
        return found.map(f -> new Visit(new Actor(visitor.tenant(), new OrganisationId(f.organisation()), isHeadquarters(f.roles()), new UserId(f.user()),
                new PersonId(f.person()), f.name(), permissions(f.roles()), Actor.Kind.USER), f.code(), f.login()));
    }

    /** Ends a sign-in of one's own. */
    @Requires(IdentityPermission.SELF)
    public void signOut(Actor actor, long signIn) {
        sql.update("update sign_in set ended_at = now(), ended_why = 'SIGNED_OUT' where tenant_id = ? and id = ? and user_id = ? and ended_at is null",
                actor.tenant(), signIn, actor.user());
    }

    /** Ends all of one's sign-ins but this one: after a lost computer. */
    @Requires(IdentityPermission.SELF)
    public int signOutElsewhere(Actor actor, long signIn) {
        return sql.update("update sign_in set ended_at = now(), ended_why = 'SIGNED_OUT_ELSEWHERE' where tenant_id = ? and user_id = ? and id <> ? and ended_at is null",
                actor.tenant(), actor.user(), signIn);
    }

    /** One's own sign-ins, newest first. */
    @Requires(IdentityPermission.SELF)
    public List<Session> mine(Actor actor, long signIn) {
        return sql.list("""
                select id, started_at, address, browser,
                       coalesce(ended_at, case when started_at < now() - make_interval(hours => ?) then started_at + make_interval(hours => ?) end) as ended_at
                  from sign_in where tenant_id = ? and user_id = ? order by id desc limit ?""",
                row -> session(row, signIn), HOURS_MAX, HOURS_MAX, actor.tenant(), actor.user(), LIST_MAX);
    }

    private static Session session(Row row, long signIn) {
        return new Session(row.instant("started_at"), row.text("address"), row.text("browser"), row.instant("ended_at"), row.number("id") == signIn);
    }

    /** All that the roles together may do. */
    static Set<String> permissions(List<String> roles) {
        Set<String> all = new LinkedHashSet<>();
        for (Role role : known(roles)) {
            all.addAll(role.permissions());
        }
        return all;
    }

    static boolean isHeadquarters(List<String> roles) {
        return known(roles).stream().anyMatch(role -> role.side() == Role.Side.HEADQUARTERS);
    }

    private static List<Role> known(List<String> roles) {
        List<Role> known = new ArrayList<>();
        for (String role : roles) {
            known.add(Role.valueOf(role));
        }
        return known;
    }

    private static String shortened(String browser) {
        return browser == null ? "" : browser.substring(0, Math.min(browser.length(), 300));
    }
}
