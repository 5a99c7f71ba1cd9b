package entrepot.launcher;

import entrepot.db.DataFolder;
import entrepot.db.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Backups of the embedded database: one archive with the database's files, the write-ahead log that makes them
 * consistent, and the passwords. Taken while the portal works; whatever was acknowledged before it began is in it.
 *
 * <p>It is PostgreSQL's own low-level backup ({@code pg_backup_start}, copy, {@code pg_backup_stop}); the bundle
 * brings no pg_dump and no pg_basebackup.
 */
final class Backup {
    private static final String DATABASE = "postgres/";
    private static final String LABEL = DATABASE + "backup_label";
    // what the server makes anew, and what belongs to the running one
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "backup_label",
            "tablespace_map", "pg_internal.init", "current_logfiles");
    private static final Set<String> EMPTIED = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial",
            "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private final Path root;
    private final Consumer<String> progress;

    Backup(Path root, Consumer<String> progress) {
        this.root = root;
        this.progress = progress;
    }

    /**
     * Writes a backup.
     *
     * @param admin the superuser's connection to the running server
     * @param file  the archive, which must not exist; it is there only when it is whole
     */
    void write(Connection admin, Path file) throws IOException, SQLException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new LauncherException("The file " + target + " exists already; choose another name.");
        }
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16);
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                fill(admin, tar);
            }
            sync(fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | SQLException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        progress.accept("The backup is " + target + " (" + (Files.size(target) >> 20) + " MB). It holds passwords and"
                + " people's data: keep it safe.");
    }

    private void fill(Connection admin, TarArchiveOutputStream tar) throws IOException, SQLException {
        // the slot keeps the log from being recycled under us, and goes with the connection
        run(admin, "select pg_create_physical_replication_slot('entrepot_backup_' || pg_backend_pid(), true, true)");
        String first = one(admin, "select pg_walfile_name(pg_backup_start('entrepot', true))");
        progress.accept("Copying the database");
        addTree(tar, root.resolve("postgres"), DATABASE);
        String last;
        try (PreparedStatement stop = admin.prepareStatement(
                "select pg_walfile_name(lsn), labelfile from pg_backup_stop(false)");
                ResultSet row = stop.executeQuery()) {
            row.next();
            last = row.getString(1);
            addText(tar, LABEL, row.getString(2));
        }
        try (Stream<Path> log = Files.list(root.resolve("postgres").resolve("pg_wal"))) {
            for (Path segment : log.sorted().toList()) {
                String name = segment.getFileName().toString();
                boolean needed = name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0
                        && name.compareTo(last) <= 0;
                if (needed || name.endsWith(".history")) {
                    addFile(tar, segment, DATABASE + "pg_wal/" + name);
                }
            }
        }
        addTree(tar, root.resolve("secrets"), "secrets/");
    }

    private static void addTree(TarArchiveOutputStream tar, Path root, String prefix) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                String name = root.relativize(folder).toString();
                if (folder.getFileName().toString().startsWith("pgsql_tmp")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                addFolder(tar, name.isEmpty() ? prefix : prefix + name + "/");
                if (EMPTIED.contains(name)) {
                    if (name.equals("pg_wal")) {
                        addFolder(tar, prefix + name + "/archive_status/");
                        addFolder(tar, prefix + name + "/summaries/");
                    }
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (attributes.isRegularFile() && !LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp")
                        && !name.endsWith(".new")) {
                    addFile(tar, file, prefix + root.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    // the table was dropped meanwhile; the log knows
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private static void addFolder(TarArchiveOutputStream tar, String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(040700);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    /** A file may grow or shrink under us; its length at the beginning counts, and the log repairs the rest. */
    private static void addFile(TarArchiveOutputStream tar, Path file, String name) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            long size = Files.size(file);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setMode(0100600);
            entry.setSize(size);
            entry.setModTime(Files.getLastModifiedTime(file));
            tar.putArchiveEntry(entry);
            byte[] buffer = new byte[1 << 16];
            long left = size;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    Arrays.fill(buffer, (byte) 0);
                    read = (int) Math.min(buffer.length, left);
                }
                tar.write(buffer, 0, read);
                left -= read;
            }
            tar.closeArchiveEntry();
        } catch (NoSuchFileException e) {
            // dropped meanwhile; the log knows
        }
    }

    private static void addText(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(0100600);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /**
     * Makes a data folder from a backup and proves that the database in it starts.
     *
     * @param folder  locked, and without a database unless {@code replace}
     * @param replace moves a database that is there aside; nothing is deleted
     */
    static void restore(DataFolder folder, Path file, boolean replace, Consumer<String> progress) throws IOException {
        if (!Files.isReadable(file)) {
            throw new LauncherException("The backup " + file + " cannot be read.");
        }
        List<Path> parts = List.of(folder.root().resolve("postgres"), folder.root().resolve("secrets"));
        boolean occupied = parts.stream().anyMatch(Files::exists);
        if (occupied && !replace) {
            throw new LauncherException("The data folder " + folder.root() + " holds a database already; restore into"
                    + " another folder, or add --replace=true, which moves the present one aside.");
        }
        Path fresh = folder.root().resolve("restoring");
        Portal.delete(fresh);
        unpack(file, fresh);
        if (occupied) {
            Path aside = Files.createTempDirectory(folder.root(), "before-restore-");
            for (Path part : parts) {
                if (Files.exists(part)) {
                    Files.move(part, aside.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            progress.accept("The database that was there is now in " + aside);
        }
        for (Path part : parts) {
            Files.move(fresh.resolve(part.getFileName()), part, StandardCopyOption.ATOMIC_MOVE);
        }
        Portal.delete(fresh);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, progress)) {
            server.database().check();
        }
        progress.accept("Restored into " + folder.root());
    }

    private static void unpack(Path file, Path fresh) throws IOException {
        boolean labelled = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = fresh.resolve(entry.getName()).normalize();
                if (!path.startsWith(fresh)) {
                    throw new LauncherException("This is no backup of Entrepot: " + file);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                    sync(path);
                }
                labelled |= entry.getName().equals(LABEL);
            }
        } catch (IOException e) {
            Portal.delete(fresh);
            throw e;
        }
        if (!labelled) {
            Portal.delete(fresh);
            throw new LauncherException("This is no whole backup of Entrepot: " + file);
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
