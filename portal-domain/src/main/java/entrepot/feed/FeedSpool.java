package entrepot.feed;

import entrepot.platform.clock.BusinessClock;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps each feed's last content as a file: a shop that asks often gets the file again, one that asks at the same time
 * as others waits for the one that writes. A stream that outlived its transaction would see nothing, so everything is
 * written within it and sent from the file.
 */
@ApplicationScoped
class FeedSpool {

    /** How old an answer may be. Short, because a revoked price should not linger; tokens are checked each time. */
    static final Duration FRESH = Duration.ofSeconds(15);

    private static final int BUFFER = 1 << 16;

    @Inject
    private BusinessClock clock;

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private volatile Path folder;

    /** What writes the content. */
    interface Content {
        void to(Writer target) throws IOException;
    }

    /** The last file of a feed, and the lock of who writes the next. */
    private static final class Kept {
        private final ReentrantLock writing = new ReentrantLock();
        private volatile FeedFile file;
        private Path before;
        private Instant at = Instant.MIN;
    }

    /** The feed's file: the one that is there if it is fresh, else a new one. */
    FeedFile file(String feed, FeedFormat format, Content content) {
        Kept last = kept.computeIfAbsent(feed, nobody -> new Kept());
        if (!last.writing.tryLock()) {
            // somebody writes the next one; who can have the one before does not wait with a connection in hand
            FeedFile before = last.file;
            if (before != null && Files.exists(before.path())) {
                return before;
            }
            last.writing.lock();
        }
        try {
            if (last.file == null || clock.real().isAfter(last.at.plus(FRESH)) || !Files.exists(last.file.path())) {
                replace(last, written(format, content));
            }
            return last.file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            last.writing.unlock();
        }
    }

    /** Forgets a feed's content: it is revoked, or its next reader shall see a change at once. */
    void forget(String feed) {
        Kept last = kept.get(feed);
        if (last != null) {
            last.writing.lock();
            try {
                last.at = Instant.MIN;
            } finally {
                last.writing.unlock();
            }
        }
    }

    private void replace(Kept last, FeedFile file) throws IOException {
        last.at = clock.real();
        if (last.file != null && last.file.etag().equals(file.etag()) && Files.exists(last.file.path())) {
            Files.delete(file.path());
            return;
        }
        if (last.before != null) {
            Files.deleteIfExists(last.before);
        }
        // somebody may still be about to send the file before this one
        last.before = last.file == null ? null : last.file.path();
        last.file = file;
    }

    private FeedFile written(FeedFormat format, Content content) throws IOException {
        Path path = Files.createTempFile(folder(), "feed-", "." + format.ending());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (Writer target = new BufferedWriter(new OutputStreamWriter(
                    new DigestOutputStream(Files.newOutputStream(path), digest), StandardCharsets.UTF_8), BUFFER)) {
                content.to(target);
            }
            String etag = '"' + HexFormat.of().formatHex(digest.digest(), 0, 16) + '"';
            Instant written = clock.real();
            Files.setLastModifiedTime(path, FileTime.from(written));
            return new FeedFile(path, format, etag, written, Files.size(path));
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(path);
            throw failure;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized Path folder() throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            folder = Files.createTempDirectory("entrepot-feeds-");
        }
        return folder;
    }

    @PreDestroy
    void clear() {
        kept.values().forEach(last -> {
            try {
                if (last.file != null) {
                    Files.deleteIfExists(last.file.path());
                }
                if (last.before != null) {
                    Files.deleteIfExists(last.before);
                }
            } catch (IOException ignored) {
                // the machine clears its temporary folder
            }
        });
    }
}
