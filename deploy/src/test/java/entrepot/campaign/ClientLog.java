package entrepot.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the clients did and what they were told, on the disk before anything is sent and after each answer: the
 * customers' side of the story, which a crash of the portal cannot touch.
 */
final class ClientLog implements AutoCloseable {

    /** How an order stands in the clients' eyes. */
    enum Word { SENT, OK, REFUSED }

    /**
     * One order in the clients' eyes.
     *
     * @param key    idempotency key and outside number
     * @param word   what is known of it; SENT means that no answer came
     * @param detail the order's code where OK, the refusal where REFUSED
     */
    record Case(String key, Wish wish, Word word, String detail) {
    }

    /** What a client wanted: whose key, and the body. */
    record Wish(String apiKey, String body, String sku, int quantity) {
    }

    private final FileChannel file;
    private final Map<String, Case> cases = new ConcurrentHashMap<>();

    ClientLog(Path path) {
        try {
            Files.createDirectories(path.getParent());
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sent(String key, Wish wish) {
        cases.put(key, new Case(key, wish, Word.SENT, ""));
        write("sent " + key + " " + Integer.toHexString(wish.body().hashCode()));
    }

    void ok(String key, String code) {
        cases.computeIfPresent(key, (k, was) -> new Case(k, was.wish(), Word.OK, code));
        write("ok " + key + " " + code);
    }

    void refused(String key, String why) {
        cases.computeIfPresent(key, (k, was) -> new Case(k, was.wish(), Word.REFUSED, why));
        write("refused " + key + " " + why);
    }

    void unknown(String key, String why) {
        write("unknown " + key + " " + why);
    }

    List<Case> all(Word word) {
        return new ArrayList<>(cases.values().stream().filter(one -> one.word() == word).toList());
    }

    /** The case of that key. */
    Case of(String key) {
        return cases.get(key);
    }

    private synchronized void write(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((System.nanoTime() + " " + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
