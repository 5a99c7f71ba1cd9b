package entrepot.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/** Tells whether what was made from files still belongs to them: their names, sizes and times, as the JVM looks at them. */
final class Fingerprint {

    private Fingerprint() {
    }

    static String of(List<Path> files) throws IOException {
        CRC32 sum = new CRC32();
        for (Path file : files) {
            sum.update((file.toRealPath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis()
                    + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Long.toHexString(sum.getValue());
    }
}
