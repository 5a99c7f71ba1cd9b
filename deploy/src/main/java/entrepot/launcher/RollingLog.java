package entrepot.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Writes a process's output to a file of bounded size, with four older ones kept beside it. */
final class RollingLog implements Runnable {
    private static final long LARGEST = 10L << 20;
    private static final int KEPT = 4;

    private final InputStream source;
    private final Path file;
    private final Consumer<String> listener;

    /** The listener sees each line too. */
    RollingLog(InputStream source, Path file, Consumer<String> listener) {
        this.source = source;
        this.file = file;
        this.listener = listener;
    }

    @Override
    public void run() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
            OutputStream out = open();
            try {
                long size = Files.size(file);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    listener.accept(line);
                    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
                    if (size + bytes.length > LARGEST) {
                        out.close();
                        roll();
                        out = open();
                        size = 0;
                    }
                    size += write(out, bytes);
                }
            } finally {
                out.close();
            }
        } catch (IOException e) {
            // the process ended, and its output with it
        }
    }

    /** A full disk must not stop the process whose output we carry: the line is lost, nothing else. */
    private static int write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            return bytes.length;
        } catch (IOException e) {
            return 0;
        }
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void roll() throws IOException {
        for (int n = KEPT - 1; n >= 1; n--) {
            if (Files.exists(older(n))) {
                Files.move(older(n), older(n + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path older(int n) {
        return file.resolveSibling(file.getFileName() + "." + n);
    }
}
