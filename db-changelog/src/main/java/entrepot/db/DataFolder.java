package entrepot.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The one folder in which an installation keeps everything that lasts, locked for one program at a time and
 * readable by its owner alone.
 *
 * <pre>
 * lock         held by the running program
 * postgres/    the database's files
 * secrets/     one password per file
 * logs/        of the server and the portal
 * runtime/     unpacked programs; may be deleted while nothing runs
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
    // a program that says it is stopping is waited for; one that runs gets only the moment to say so
    private static final Duration STOPPING = Duration.ofSeconds(120);
    private static final Duration RUNNING = Duration.ofSeconds(3);
    private static final String STOPPING_MARK = "stopping";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** Who holds a folder: its process id, and what it last said of itself. */
    public record Holder(long pid, String word) { }

    /**
     * Opens the folder, making it if need be, and locks it.
     *
     * <p>A previous program that is still shutting down is waited for: Maven returns from Ctrl-C before its
     * child is gone, and the next start should not fail for that.
     *
     * @throws DatabaseException when another program uses the folder, or it cannot be made or written
     */
    public static DataFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                makePrivate(root);
            }
            FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, root);
            makePrivate(root);
            DataFolder opened = new DataFolder(root, channel, lock);
            opened.say("starting");
            return opened;
        } catch (IOException e) {
            throw new DatabaseException("The data folder " + root + " cannot be used: " + e, e);
        }
    }

    /** Who holds the folder's lock now; empty when nobody does. */
    public static Optional<Holder> holder(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("lock");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try (FileLock free = channel.tryLock()) {
                return free != null ? Optional.empty() : Optional.of(read(channel));
            } catch (OverlappingFileLockException e) {
                return Optional.of(read(channel));
            }
        } catch (IOException e) {
            throw new DatabaseException("The data folder " + folder + " cannot be read: " + e, e);
        }
    }

    /** Tells others what the holder is doing: one short word or an address. On a full disk they are not told. */
    public void say(String word) {
        try {
            byte[] text = (ProcessHandle.current().pid() + " " + word).getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text), 0);
        } catch (IOException e) {
            // a word for others to read; stopping in good order must not fail for it
        }
    }

    /** Tells others that it is worth waiting. */
    public void sayStopping() {
        say(STOPPING_MARK);
    }

    private static FileLock lock(FileChannel channel, Path root) throws IOException {
        long begun = System.nanoTime();
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // held by this very program: the same as held by another
            }
            Holder holder = read(channel);
            Duration patience = holder.word().equals(STOPPING_MARK) ? STOPPING : RUNNING;
            if (System.nanoTime() - begun > patience.toNanos()) {
                channel.close();
                throw new DatabaseException("The data folder " + root + " is in use by another Entrepot (process "
                        + holder.pid() + "); stop that one, or choose another folder.");
            }
            pause();
        }
    }

    private static Holder read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(200);
        int read = channel.read(buffer, 0);
        String text = read <= 0 ? "" : new String(buffer.array(), 0, read, StandardCharsets.UTF_8).trim();
        String[] parts = text.split(" ", 2);
        return new Holder(parts[0].matches("\\d+") ? Long.parseLong(parts[0]) : 0, parts.length > 1 ? parts[1] : "");
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** Where the database's files are. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Where logs go. */
    public Path logs() {
        return privateFolder(root.resolve("logs"));
    }

    /** What can be made again: unpacked programs. */
    public Path runtime() {
        return privateFolder(root.resolve("runtime"));
    }

    /** Bytes that may still be written to the folder's disk. */
    public long freeBytes() {
        try {
            FileStore store = Files.getFileStore(root);
            return store.getUsableSpace();
        } catch (IOException e) {
            throw new DatabaseException("The disk of " + root + " cannot be asked for its free space: " + e, e);
        }
    }

    /** Whether a secret of this name was made before. */
    boolean hasSecret(String name) {
        return Files.exists(secretFile(name));
    }

    /** Where a secret of this name stands; the file holds it without a line end. */
    Path secretFile(String name) {
        return root.resolve("secrets").resolve(name);
    }

    /** A secret of 192 random bits that lasts: made when it is asked for first, readable by the owner alone. */
    public String secret(String name) {
        Path file = secretFile(name);
        try {
            if (!Files.exists(file)) {
                privateFolder(file.getParent());
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
                Path fresh = file.resolveSibling(name + ".new");
                Files.deleteIfExists(fresh);
                try (FileChannel out = FileChannel.open(
                        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))), StandardOpenOption.WRITE)) {
                    out.write(ByteBuffer.wrap(secret.getBytes(StandardCharsets.US_ASCII)));
                    out.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                syncFolder(file.getParent());
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new DatabaseException("The secret " + file + " cannot be read or made: " + e, e);
        }
    }

    /** Lets the next program in. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new DatabaseException("The lock of " + root + " cannot be released: " + e, e);
        }
    }

    /** Makes a rename in the folder last over a power failure. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path privateFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            makePrivate(folder);
            return folder;
        } catch (IOException e) {
            throw new DatabaseException("The folder " + folder + " cannot be made: " + e, e);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while waiting.", e);
        }
    }
}
