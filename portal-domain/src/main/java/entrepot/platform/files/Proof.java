package entrepot.platform.files;

import entrepot.kernel.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture or PDF that somebody hands in as proof (SAFETY R11): what it is is told by its first bytes, not by its name. Pictures are JPEG or PNG of one
 * frame, their pixels are counted before they are decoded, and they are drawn anew, so that neither a camera's place nor a second content survives.
 * A PDF is kept as it is and only ever sent as a file to be saved.
 *
 * @param name as it was called, without folders
 * @param type {@code image/jpeg}, {@code image/png} or {@code application/pdf}
 */
public record Proof(String name, String type, byte[] bytes) {

    /** 8 MiB: a photograph of a telephone is under it. */
    public static final int BYTES_MAX = 8 * 1024 * 1024;
    private static final long PIXELS_MAX = 40_000_000;
    /** What is kept of a larger picture is still read with ease. */
    private static final int SIDE_MAX = 2_400;
    private static final int NAME_MAX = 120;
    /** Decoding takes memory: two at a time. */
    private static final Semaphore DECODING = new Semaphore(2);

    /** @throws Problem FILE_EMPTY, PROOF_TOO_LARGE, PROOF_KIND, PROOF_PIXELS, PROOF_UNREADABLE */
    public static Proof of(String name, byte[] bytes) {
        String plain = plain(name);
        if (bytes.length == 0) {
            throw new Problem(FileProblem.FILE_EMPTY).with("name", plain);
        }
        if (bytes.length > BYTES_MAX) {
            throw new Problem(FileProblem.PROOF_TOO_LARGE).with("name", plain).with("max", BYTES_MAX / 1024 / 1024);
        }
        if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) {
            String end = new String(bytes, Math.max(0, bytes.length - 2_048), Math.min(bytes.length, 2_048), StandardCharsets.ISO_8859_1);
            if (!end.contains("%%EOF")) {
                throw new Problem(FileProblem.PROOF_UNREADABLE).with("name", plain);
            }
            return new Proof(plain, "application/pdf", bytes);
        }
        String format = starts(bytes, 0xff, 0xd8, 0xff) ? "jpeg" : starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ? "png" : null;
        if (format == null) {
            throw new Problem(FileProblem.PROOF_KIND).with("name", plain);
        }
        DECODING.acquireUninterruptibly();
        try {
            return new Proof(plain, "image/" + format, drawnAnew(plain, format, bytes));
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException broken) {
            throw new Problem(FileProblem.PROOF_UNREADABLE).with("name", plain);
        } finally {
            DECODING.release();
        }
    }

    private static byte[] drawnAnew(String name, String format, byte[] bytes) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader reader = readers.next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, false, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > PIXELS_MAX || width < 1 || height < 1) {
                throw new Problem(FileProblem.PROOF_PIXELS).with("name", name).with("max", PIXELS_MAX / 1_000_000);
            }
            ImageReadParam every = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(width, height) / SIDE_MAX);
            every.setSourceSubsampling(step, step, 0, 0);
            BufferedImage read = reader.read(0, every);
            BufferedImage drawn = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
            var canvas = drawn.createGraphics();
            canvas.setColor(java.awt.Color.WHITE);
            canvas.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
            canvas.drawImage(read, 0, 0, null);
            canvas.dispose();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(drawn, format, out)) {
                throw new IOException("not written");
            }
            return out.toByteArray();
        } finally {
            reader.dispose();
        }
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 255) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** A name that can stand in a header: letters and digits of any script, a dot, a dash. */
    private static String plain(String name) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        return plain.isBlank() || plain.equals("-") ? "proof" : plain.substring(Math.max(0, plain.length() - NAME_MAX));
    }

    /** What a download is called: after the thing that it proves, by its kind. */
    public static String called(String code, String type) {
        return code.toLowerCase(Locale.ROOT) + (type.endsWith("pdf") ? ".pdf" : type.endsWith("png") ? ".png" : ".jpg");
    }
}
