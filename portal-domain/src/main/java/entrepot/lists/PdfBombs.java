package entrepot.lists;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/**
 * Small files that become very large when they are read: known by their looks, before a reader unpacks them whole into memory. Not every
 * trick is known here; what a page of a label needs is far below these limits.
 */
final class PdfBombs {

    /** What one stream of a file may become: a page as a picture, 300 dots an inch in colours, is 26 MB. */
    private static final long STREAM_MAX = 32L << 20;
    private static final long FILE_MAX = 256L << 20;
    private static final int STREAMS_MAX = 20_000;
    /** Packed in packed in packed … */
    private static final int DEEP_MAX = 4;
    private static final int BUFFER = 1 << 16;
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    /** Tables that a reader makes room for because the file says how large they will be. */
    private static final Pattern HUGE = Pattern.compile("/(?:Size|Columns|Colors|BitsPerComponent)\\s*\\d{7,}|xref\\s+\\d+\\s+\\d{7,}");

    private PdfBombs() {
    }

    static boolean is(byte[] pdf) {
        if (HUGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1)).find()) {
            return true;
        }
        long all = 0;
        int streams = 0;
        for (int at = next(pdf, 0); at >= 0; at = next(pdf, at)) {
            int from = at;
            long becomes = becomes(() -> new ByteArrayInputStream(pdf, from, pdf.length - from), 0);
            all += becomes;
            if (becomes > STREAM_MAX || all > FILE_MAX || ++streams > STREAMS_MAX) {
                return true;
            }
        }
        return false;
    }

    /** Where the next stream's bytes begin; -1 where there is none. */
    private static int next(byte[] pdf, int from) {
        for (int i = from; i <= pdf.length - STREAM.length; i++) {
            if (pdf[i] == STREAM[0] && Arrays.equals(pdf, i, i + STREAM.length, STREAM, 0, STREAM.length)) {
                int begin = i + STREAM.length;
                while (begin < pdf.length && (pdf[begin] == '\r' || pdf[begin] == '\n' || pdf[begin] == ' ' || pdf[begin] == '\t')) {
                    begin++;
                }
                return begin;
            }
        }
        return -1;
    }

    /** How many bytes it becomes, counted to little more than the limit; what is not packed becomes nothing. */
    private static long becomes(Supplier<InputStream> packed, int deep) {
        long count = 0;
        boolean again = false;
        byte[] some = new byte[BUFFER];
        try (InputStream in = new InflaterInputStream(packed.get())) {
            for (int n = in.read(some); n >= 0 && count <= STREAM_MAX; n = in.read(some)) {
                again |= count == 0 && n > 1 && (some[0] & 15) == 8 && ((some[0] & 255) << 8 | some[1] & 255) % 31 == 0;
                count += n;
            }
        } catch (IOException end) {
            // what came until then counts: a reader takes it as well
        }
        if (!again || count > STREAM_MAX) {
            return count;
        }
        return deep == DEEP_MAX ? STREAM_MAX + 1 : Math.max(count, becomes(() -> new InflaterInputStream(packed.get()), deep + 1));
    }
}
