package entrepot.identity;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.crypto.Vault;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a person carries beside the password. The secret is kept sealed, a code counts once (the last time step is kept), and who
 * guesses is stopped after {@value #WRONG_MAX} wrong ones in {@value #WRONG_MINUTES} minutes. A right code gives a pass for one thing and
 * a short while ({@link StepUp}). By real time: a moved business clock neither opens nor closes a door.
 */
@ApplicationScoped
@UseCases
public class SecondFactors {

    static final int WRONG_MAX = 5;
    static final int WRONG_MINUTES = 15;
    private static final int PASS_LASTS_S = 120;
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LENGTH = 10;
    private static final String PLACE = "second_factor.secret";
    private static final String ISSUER = "Entrepot";
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private BusinessClock clock;
    @Inject
    private Users users;

    /** @param since null where there is none */
    public record Status(boolean enrolled, Instant since, int recoveryLeft) {
    }

    /**
     * A secret that waits for its first code.
     *
     * @param secret as it is typed, in groups of four
     * @param uri    what the picture says
     */
    public record Enrolment(String secret, String uri) {

        @Override
        public String toString() {
            return "Enrolment[…]";
        }
    }

    private record Factor(String sealed, boolean confirmed, long lastStep) {

        byte[] secret(Actor actor) {
            return Base64.getDecoder().decode(Vault.open(actor.tenant(), PLACE, sealed));
        }
    }

    /** What a code opens. */
    enum Wish { CONFIRM, DISABLE, STEP_UP }

    /** @param passed what it opened: recovery codes to be shown once, or the pass; empty where the code was wrong */
    record Tried(Optional<List<String>> passed) {
    }

    /** One's own. */
    @Requires(IdentityPermission.SELF)
    public Status status(Actor actor) {
        return sql.first("""
                select f.confirmed_at, (select count(*)::int from second_factor_recovery r
                                         where r.tenant_id = f.tenant_id and r.user_id = f.user_id and r.used_at is null) as recovery_left
                  from second_factor f where f.tenant_id = ? and f.user_id = ? and f.confirmed_at is not null""",
                row -> new Status(true, row.instant("confirmed_at"), row.integer("recovery_left")), actor.tenant(), actor.user())
                .orElse(new Status(false, null, 0));
    }

    /**
     * Makes a new secret, which counts once a first code has been given ({@link StepUp#confirm}).
     *
     * @throws Problem FACTOR_ENROLLED when there is one: it is disabled first, with a code
     */
    @Requires(IdentityPermission.SELF)
    public Enrolment begin(Actor actor) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        RANDOM.nextBytes(secret);
        int written = sql.update("""
                insert into second_factor as f (tenant_id, user_id, secret_sealed) values (?, ?, ?)
                on conflict (tenant_id, user_id) do update set secret_sealed = excluded.secret_sealed, begun_at = now()
                 where f.confirmed_at is null""", actor.tenant(), actor.user(),
                Vault.seal(actor.tenant(), PLACE, Base64.getEncoder().encodeToString(secret)));
        if (written == 0) {
            throw new Problem(IdentityProblem.FACTOR_ENROLLED);
        }
        String text = Totp.base32(secret);
        // the tenant's code and not its name: a picture of few squares is read by any telephone
        String issuer = ISSUER + " " + transactions.tenant().code();
        return new Enrolment(text.replaceAll("(.{4})(?!$)", "$1 "), "otpauth://totp/" + encoded(issuer + ":" + users.me(actor).login()) + "?secret=" + text
                + "&issuer=" + encoded(issuer) + "&algorithm=SHA1&digits=6&period=" + Totp.STEP_S);
    }

    /**
     * Counts a try and looks at the code. It commits in either case, so that a wrong one stays counted: {@link StepUp} turns it into a refusal.
     *
     * @throws Problem FACTOR_MISSING, CODE_TOO_OFTEN
     */
    @Requires(IdentityPermission.SELF)
    Tried attempt(Actor actor, Wish wish, String purpose, String code) {
        if (actor.user() == null) {
            throw new Problem(IdentityProblem.FACTOR_MISSING);
        }
        // the row's lock: two who give the same code at once come one after the other
        Factor factor = sql.first("""
                select secret_sealed, confirmed_at is not null as confirmed, last_step from second_factor
                 where tenant_id = ? and user_id = ? for update""",
                row -> new Factor(row.text("secret_sealed"), row.flag("confirmed"), row.number("last_step")), actor.tenant(), actor.user())
                .filter(found -> found.confirmed() == (wish != Wish.CONFIRM)).orElseThrow(() -> new Problem(IdentityProblem.FACTOR_MISSING));
        int wrong = sql.one("""
                select count(*)::int as n from second_factor_try
                 where tenant_id = ? and user_id = ? and not succeeded and at > now() - make_interval(mins => ?)""",
                row -> row.integer("n"), actor.tenant(), actor.user(), WRONG_MINUTES);
        if (wrong >= WRONG_MAX) {
            throw new Problem(IdentityProblem.CODE_TOO_OFTEN).with("minutes", WRONG_MINUTES);
        }
        String given = code == null ? "" : code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        boolean right = isTotp(actor, factor, given) || wish != Wish.CONFIRM && isRecovery(actor, given);
        sql.update("insert into second_factor_try (tenant_id, id, user_id, succeeded) values (?, nextval('second_factor_try_seq'), ?, ?)",
                actor.tenant(), actor.user(), right);
        sql.update("delete from second_factor_try where tenant_id = ? and user_id = ? and at < now() - interval '7 days'", actor.tenant(), actor.user());
        return new Tried(right ? Optional.of(open(actor, wish, purpose)) : Optional.empty());
    }

    private boolean isTotp(Actor actor, Factor factor, String code) {
        OptionalLong step = Totp.stepOf(factor.secret(actor), code, clock.real().getEpochSecond(), factor.lastStep());
        step.ifPresent(used -> sql.update("update second_factor set last_step = ? where tenant_id = ? and user_id = ?", used, actor.tenant(), actor.user()));
        return step.isPresent();
    }

    private boolean isRecovery(Actor actor, String code) {
        return sql.update("update second_factor_recovery set used_at = now() where tenant_id = ? and user_id = ? and code_hash = ? and used_at is null",
                actor.tenant(), actor.user(), Tokens.sha256(code)) == 1;
    }

    private List<String> open(Actor actor, Wish wish, String purpose) {
        return switch (wish) {
            case CONFIRM -> confirmed(actor);
            case DISABLE -> {
                sql.update("delete from second_factor where tenant_id = ? and user_id = ?", actor.tenant(), actor.user());
                yield List.of();
            }
            case STEP_UP -> {
                String pass = Tokens.random();
                sql.update("delete from step_up where tenant_id = ? and user_id = ? and expires_at < now() - interval '1 day'", actor.tenant(), actor.user());
                sql.update("""
                        insert into step_up (tenant_id, token_hash, user_id, purpose, expires_at)
                        values (?, ?, ?, ?, now() + make_interval(secs => ?))""", actor.tenant(), Tokens.sha256(pass), actor.user(), purpose, PASS_LASTS_S);
                yield List.of(pass);
            }
        };
    }

    private List<String> confirmed(Actor actor) {
        sql.update("update second_factor set confirmed_at = now() where tenant_id = ? and user_id = ?", actor.tenant(), actor.user());
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[RECOVERY_LENGTH];
            RANDOM.nextBytes(bytes);
            codes.add(Totp.base32(bytes).substring(0, RECOVERY_LENGTH));
        }
        sql.update("insert into second_factor_recovery (tenant_id, user_id, code_hash) select ?, ?, h from unnest(?) h", actor.tenant(), actor.user(),
                codes.stream().map(Tokens::sha256).toArray(String[]::new));
        return codes.stream().map(code -> code.substring(0, RECOVERY_LENGTH / 2) + "-" + code.substring(RECOVERY_LENGTH / 2)).toList();
    }

    /**
     * Uses up a pass, in the transaction of what it was asked for.
     *
     * @param purpose what it was asked for, such as {@code payout-batch BAT-…}: it opens nothing else
     * @throws Problem CODE_NEEDED when it is another's, another thing's, used, or older than two minutes
     */
    @Requires(IdentityPermission.SELF)
    public void use(Actor actor, String purpose, String pass) {
        int used = sql.update("""
                update step_up set used_at = now()
                 where tenant_id = ? and user_id = ? and token_hash = ? and purpose = ? and used_at is null and expires_at > now()""",
                actor.tenant(), actor.user(), Tokens.sha256(pass == null ? "" : pass), purpose);
        if (used == 0) {
            throw new Problem(IdentityProblem.CODE_NEEDED);
        }
    }

    /** What an authenticator would show now: the code that is taken next, and for how many seconds. */
    public record Shown(String code, long seconds) {
    }

    /** In a demonstration only, where nobody has that telephone. @throws Problem NOT_FOUND elsewhere, or without a secret */
    @Requires(IdentityPermission.SELF)
    public Shown shown(Actor actor) {
        Optional<Factor> factor = clock.isDemonstration() && actor.user() != null ? sql.first(
                "select secret_sealed, true as confirmed, last_step from second_factor where tenant_id = ? and user_id = ?",
                row -> new Factor(row.text("secret_sealed"), row.flag("confirmed"), row.number("last_step")), actor.tenant(), actor.user())
                : Optional.empty();
        Factor known = factor.orElseThrow(() -> Problem.notFound("second-factor", ""));
        long now = clock.real().getEpochSecond();
        long step = Math.max(Totp.step(now), Math.min(known.lastStep() + 1, Totp.step(now) + 1));
        return new Shown(Totp.code(known.secret(actor), step), (step + 1) * Totp.STEP_S - now);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
