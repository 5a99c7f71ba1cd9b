package entrepot.platform.idempotency;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Runs an effect once a key. The key is taken in the same transaction as the effect: a second request
 * waits for the first, then gets its answer; a refusal or a crash takes the key back with everything
 * else, so trying again is always safe. Keys are kept for 30 days; the natural keys of what was
 * written (an order's outside number) guard for ever.
 */
@ApplicationScoped
public class Idempotency {

    private static final int KEY_LENGTH_MAX = 255;

    @Inject
    private Sql sql;

    /**
     * @param endpoint what is being done, such as {@code orders.place}
     * @param key      the caller's, 1 to 255 printable characters
     * @param command  what was asked; the same key with another command is refused
     * @param answer   the type of the answer, a record that JSON can carry
     * @throws Problem KEY_MISSING, KEY_INVALID, KEY_REUSED (another command), KEY_IN_FLIGHT (the first is still running)
     */
    public <T> T once(Actor actor, String endpoint, String key, Object command, Class<T> answer, Supplier<T> effect) {
        check(key);
        String principal = actor.organisation() == null ? actor.name() : Long.toString(actor.organisation().value());
        String hash = Tokens.sha256(Json.of(command).text());
        if (!take(actor, principal, endpoint, key, hash)) {
            return replay(actor, principal, endpoint, key, hash, answer);
        }
        T result = effect.get();
        sql.update("""
                update idempotency_key set answer = ? where tenant_id = ? and principal = ? and endpoint = ? and key = ?""",
                Json.of(result), actor.tenant(), principal, endpoint, key);
        return result;
    }

    private static void check(String key) {
        if (key == null || key.isBlank()) {
            throw new Problem(IdempotencyProblem.KEY_MISSING);
        }
        if (key.length() > KEY_LENGTH_MAX || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new Problem(IdempotencyProblem.KEY_INVALID).with("max", KEY_LENGTH_MAX);
        }
    }

    private boolean take(Actor actor, String principal, String endpoint, String key, String hash) {
        try {
            return sql.update("""
                    insert into idempotency_key (tenant_id, principal, endpoint, key, request_hash)
                    values (?, ?, ?, ?, ?) on conflict do nothing""",
                    actor.tenant(), principal, endpoint, key, hash) == 1;
        } catch (SqlFailure failure) {
            if (failure.isLockTimeout()) {
                throw new Problem(IdempotencyProblem.KEY_IN_FLIGHT);
            }
            throw failure;
        }
    }

    private <T> T replay(Actor actor, String principal, String endpoint, String key, String hash, Class<T> answer) {
        record Kept(String hash, Json answer) {
        }
        Kept kept = sql.one("""
                select request_hash, answer::text as answer from idempotency_key
                 where tenant_id = ? and principal = ? and endpoint = ? and key = ?""",
                row -> new Kept(row.text("request_hash"), row.json("answer")),
                actor.tenant(), principal, endpoint, key);
        if (!kept.hash().equals(hash)) {
            throw new Problem(IdempotencyProblem.KEY_REUSED).with("key", key);
        }
        if (kept.answer() == null) {
            throw new Problem(IdempotencyProblem.KEY_IN_FLIGHT);
        }
        return kept.answer().as(answer);
    }
}
