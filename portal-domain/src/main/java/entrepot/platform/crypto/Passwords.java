package entrepot.platform.crypto;

import entrepot.kernel.Problem;
import entrepot.platform.sql.SqlProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with OWASP's least parameters (19 MiB, 2 passes, 1 lane), written as {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. One hash costs
 * about 80 ms and 19 MiB, so only half the cores reckon at a time and the rest wait a moment or are told to come again: a flood of sign-ins
 * must not slow the orders. Never call this while holding a database connection.
 */
public final class Passwords {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int LENGTH = 32;
    private static final int SALT_LENGTH = 16;
    private static final long WAIT_MS = 3_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Semaphore AT_A_TIME = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    /** The hash of nothing that anybody knows: an unknown login costs the same time as a known one. */
    private static final String NOBODY = hash(Tokens.random());

    private Passwords() {
    }

    /** @throws Problem BUSY when too many passwords are being checked */
    public static String hash(String password) {
        byte[] salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        byte[] hash = reckon(password, salt, MEMORY_KIB, PASSES, LANES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    /**
     * Whether the password belongs to the hash. A null hash (no such account, or no password yet) takes as long and answers false.
     *
     * @throws Problem BUSY when too many passwords are being checked
     */
    public static boolean matches(String password, String hash) {
        String[] parts = (hash == null ? NOBODY : hash).split("\\$");
        String[] costs = parts[3].split(",");
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        byte[] actual = reckon(password, salt, cost(costs[0]), cost(costs[1]), cost(costs[2]));
        return MessageDigest.isEqual(actual, expected) && hash != null;
    }

    private static int cost(String named) {
        return Integer.parseInt(named.substring(2));
    }

    private static byte[] reckon(String password, byte[] salt, int memoryKib, int passes, int lanes) {
        boolean entered = false;
        try {
            entered = AT_A_TIME.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS);
            if (!entered) {
                throw new Problem(SqlProblem.BUSY);
            }
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib).withIterations(passes).withParallelism(lanes).withSalt(salt).build());
            byte[] hash = new byte[LENGTH];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Problem(SqlProblem.BUSY);
        } finally {
            if (entered) {
                AT_A_TIME.release();
            }
        }
    }
}
