package entrepot.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The portal's WAR as the server gets it: unpacked once, and without the libraries that hold no beans. Those go on the
 * server's class path, because only what is found there comes from the class archive, and because the server reads
 * every class of every library that it finds in a WAR.
 *
 * @param folder    the WAR, to be deployed
 * @param libraries the jars for the class path
 */
record UnpackedWar(Path folder, List<Path> libraries) {
    private static final String LIBRARY_FOLDER = "WEB-INF/lib/";

    /**
     * Unpacks the WAR, unless this very file was unpacked before.
     *
     * @param runtime a private folder for what can be made again
     */
    static UnpackedWar of(Path war, Path runtime) throws IOException {
        String name = "portal-" + Fingerprint.of(List.of(war));
        Path root = runtime.resolve(name);
        if (!Files.isDirectory(root)) {
            try (DirectoryStream<Path> older = Files.newDirectoryStream(runtime, "portal-*")) {
                for (Path folder : older) {
                    Portal.delete(folder);
                }
            }
            Path fresh = Files.createDirectory(runtime.resolve(name + ".new"));
            unpack(war, fresh.resolve("war"), Files.createDirectory(fresh.resolve("lib")));
            Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
        }
        try (Stream<Path> jars = Files.list(root.resolve("lib"))) {
            return new UnpackedWar(root.resolve("war"), jars.sorted().toList());
        }
    }

    private static void unpack(Path war, Path folder, Path libraries) throws IOException {
        try (ZipFile zip = new ZipFile(war.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new LauncherException(war + " is not a portal: it holds " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                if (entry.getName().startsWith(LIBRARY_FOLDER) && !holdsBeans(file)) {
                    Files.move(file, libraries.resolve(file.getFileName()));
                }
            }
        }
    }

    /** Beans stay in the WAR: the server makes their proxies there, and a proxy must live beside its class. */
    private static boolean holdsBeans(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry("META-INF/beans.xml") != null;
        }
    }
}
