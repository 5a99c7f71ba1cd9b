package entrepot.platform.idempotency;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
        Trip trip = sql.trip();
        Later<Set<String>> fresh = claim(actor, trip, endpoint, Map.of(checked(key), command));
        trip.go();
        if (!fresh.get().contains(key)) {
            return replay(actor, endpoint, Map.of(key, command), answer).get(key).get();
        }
        T result = effect.get();
        Trip back = sql.trip();
        answer(actor, back, endpoint, Map.of(key, result));
        back.go();
        return result;
    }

    /** @throws Problem KEY_MISSING, KEY_INVALID */
    public static String checked(String key) {
        if (key == null || key.isBlank()) {
            throw new Problem(IdempotencyProblem.KEY_MISSING);
        }
        if (key.length() > KEY_LENGTH_MAX || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new Problem(IdempotencyProblem.KEY_INVALID).with("max", KEY_LENGTH_MAX);
        }
        return key;
    }

    /**
     * Takes keys for many effects, with others in one round trip; waits for whoever holds one of them. The keys are
     * taken in their own order, so that two who want the same ones never wait for each other in a circle.
     *
     * @param commands by key
     * @return the keys that nobody had; the others are for {@link #replay}. What is refused of the fresh ones is given
     *         back by {@link #forget}, or by a refusal that ends the transaction
     */
    public Later<Set<String>> claim(Actor actor, Trip trip, String endpoint, Map<String, ?> commands) {
        SortedMap<String, Object> sorted = new TreeMap<>(commands);
        trip.refusing(failure -> failure instanceof SqlFailure sqlFailure && sqlFailure.isLockTimeout()
                ? new Problem(IdempotencyProblem.KEY_IN_FLIGHT) : failure);
        return trip.list("""
                insert into idempotency_key (tenant_id, principal, endpoint, key, request_hash)
                select ?, ?, ?, k.key, k.hash from unnest(?, ?) k (key, hash)
                on conflict do nothing returning key""",
                row -> row.text("key"), actor.tenant(), principal(actor), endpoint,
                sorted.keySet().toArray(String[]::new), Columns.texts(sorted.values(), Idempotency::hash))
                .map(Set::copyOf);
    }

    /**
     * The answers to keys that were taken before, each to be asked for: which throws KEY_REUSED where it was another
     * command, KEY_IN_FLIGHT where the first has no answer yet.
     *
     * @param commands by key
     */
    public <T> Map<String, Supplier<T>> replay(Actor actor, String endpoint, Map<String, ?> commands, Class<T> answer) {
        record Kept(String hash, Json answer) {
        }
        Map<String, Kept> kept = new HashMap<>();
        sql.each("""
                select key, request_hash, answer::text as answer from idempotency_key
                 where tenant_id = ? and principal = ? and endpoint = ? and key = any (?)""", 0,
                row -> kept.put(row.text("key"), new Kept(row.text("request_hash"), row.json("answer"))),
                actor.tenant(), principal(actor), endpoint, commands.keySet().toArray(String[]::new));
        Map<String, Supplier<T>> answers = new HashMap<>();
        commands.forEach((key, command) -> answers.put(key, () -> {
            Kept first = kept.get(key);
            if (first != null && !first.hash().equals(hash(command))) {
                throw new Problem(IdempotencyProblem.KEY_REUSED).with("key", key);
            }
            if (first == null || first.answer() == null) {
                throw new Problem(IdempotencyProblem.KEY_IN_FLIGHT);
            }
            return first.answer().as(answer);
        }));
        return answers;
    }

    /** Keeps the answers to keys that were taken in this transaction, with others in one round trip. */
    public void answer(Actor actor, Trip trip, String endpoint, Map<String, ?> answers) {
        List<Map.Entry<String, ?>> all = List.copyOf(answers.entrySet());
        trip.update("""
                update idempotency_key k set answer = a.answer::jsonb
                  from unnest(?, ?) a (key, answer)
                 where k.tenant_id = ? and k.principal = ? and k.endpoint = ? and k.key = a.key""",
                Columns.texts(all, Map.Entry::getKey), Columns.json(all, Map.Entry::getValue),
                actor.tenant(), principal(actor), endpoint);
    }

    /** Gives keys back that were taken in this transaction for what was then refused. */
    public void forget(Actor actor, Trip trip, String endpoint, Collection<String> keys) {
        trip.update("""
                delete from idempotency_key where tenant_id = ? and principal = ? and endpoint = ? and key = any (?)""",
                actor.tenant(), principal(actor), endpoint, keys.toArray(String[]::new));
    }

    private static String principal(Actor actor) {
        return actor.organisation() == null ? actor.name() : Long.toString(actor.organisation().value());
    }

    private static String hash(Object command) {
        return Tokens.sha256(Json.of(command).text());
    }
}
