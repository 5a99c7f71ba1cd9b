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
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens the folder, making it if need be, and locks it.
     *
     * <p>A previous program that is still shutting down gets 20 seconds: Maven returns from Ctrl-C before its
     * child is gone, and the next start should not fail for that.
     *
     * @throws DatabaseException when another program uses the folder, or it cannot be made or written
     */
    public static DataFolder open(Path folder) {
        return open(folder, PATIENCE);
    }

    /** As {@link #open(Path)}, waiting no longer than the given time for another program to leave. */
    public static DataFolder open(Path folder, Duration patience) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            makePrivate(root);
            FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, root, patience);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid())
                    .getBytes(StandardCharsets.US_ASCII)), 0);
            return new DataFolder(root, channel, lock);
        } catch (IOException e) {
            throw new DatabaseException("The data folder " + root + " cannot be used: " + e, e);
        }
    }

    /** The process id that holds the folder's lock, or 0 when nobody does. */
    public static long holder(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("lock");
        if (!Files.exists(file)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try (FileLock free = channel.tryLock()) {
                return free != null ? 0 : readPid(channel);
            } catch (OverlappingFileLockException e) {
                return ProcessHandle.current().pid();
            }
        } catch (IOException e) {
            throw new DatabaseException("The data folder " + folder + " cannot be read: " + e, e);
        }
    }

    private static FileLock lock(FileChannel channel, Path root, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // held by this very program: the same as held by another
            }
            if (System.nanoTime() > end) {
                long pid = readPid(channel);
                channel.close();
                throw new DatabaseException("The data folder " + root + " is in use by another Entrepot (process "
                        + pid + "); stop that one, or choose another folder.");
            }
            pause();
        }
    }

    private static long readPid(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20);
        int read = channel.read(buffer, 0);
        String text = read <= 0 ? "" : new String(buffer.array(), 0, read, StandardCharsets.US_ASCII).trim();
        return text.matches("\\d+") ? Long.parseLong(text) : 0;
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
