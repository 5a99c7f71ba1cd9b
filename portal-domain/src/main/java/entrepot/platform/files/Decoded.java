package entrepot.platform.files;

import entrepot.kernel.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The text of bytes and how it was read: as the byte order mark says, else strict UTF-8, else UTF-16 where every other
 * byte is zero, else strict GB18030, which is what Chinese shops export. Pure.
 */
record Decoded(String encoding, String text) {

    /** What a person can choose where the finding is wrong; names as {@link #encoding()} gives them. */
    static final List<String> CHOICES = List.of("UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "windows-1252", "Big5", "Shift_JIS");

    private static final Charset GB18030 = Charset.forName("GB18030");
    /** Bytes looked at to see whether every other one is zero. */
    private static final int SNIFFED = 4096;
    private static final int CJK_LEAD = 0xE1;
    private static final int CONTINUED = 0x80;
    private static final int CONTINUED_MAX = 0xBF;
    /** What no character of the Chinese national standard's first table has as its second byte. */
    private static final int NOT_GB2312 = 0xA0;

    /** @throws Problem CSV_ENCODING_UNKNOWN, CSV_ENCODING_MIXED with the line */
    static Decoded of(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return strictly(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return strictly(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return strictly(bytes, 2, StandardCharsets.UTF_16BE);
        }
        Optional<Decoded> utf8 = attempt(bytes, 0, StandardCharsets.UTF_8);
        if (utf8.isPresent() && utf8.get().text().indexOf('\0') < 0) {
            return utf8.get();
        }
        Optional<Charset> wide = wide(bytes);
        if (wide.isPresent()) {
            return strictly(bytes, 0, wide.get());
        }
        if (utf8.isPresent()) {
            return utf8.get();
        }
        refuseMixed(bytes);
        return strictly(bytes, 0, GB18030);
    }

    /** The same, as a person said it is; a mark in front is no text. */
    static Decoded of(byte[] bytes, String encoding) {
        if (!CHOICES.contains(encoding)) {
            throw Problem.invalid("encoding", encoding);
        }
        Decoded decoded = strictly(bytes, 0, Charset.forName(encoding));
        return decoded.text().startsWith("\uFEFF") ? new Decoded(encoding, decoded.text().substring(1)) : decoded;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Decoded strictly(byte[] bytes, int from, Charset charset) {
        return attempt(bytes, from, charset).orElseThrow(() ->
                new Problem(CsvProblem.CSV_ENCODING_UNKNOWN).with("tried", charset.name()));
    }

    private static Optional<Decoded> attempt(byte[] bytes, int from, Charset charset) {
        try {
            return Optional.of(new Decoded(charset.name(), charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString()));
        } catch (CharacterCodingException unreadable) {
            return Optional.empty();
        }
    }

    /** UTF-16 without a mark: delimiters, digits and line ends have a zero byte before or behind. */
    private static Optional<Charset> wide(byte[] bytes) {
        int looked = Math.min(bytes.length, SNIFFED) & ~1;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < looked; i += 2) {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }
        int most = looked / 2 / 5;
        if (bytes.length % 2 != 0 || looked == 0 || Math.max(even, odd) <= most || Math.min(even, odd) > 0) {
            return Optional.empty();
        }
        return Optional.of(odd > even ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    /** A line that can only be UTF-8 beside one that cannot be: two files were glued together, and half would be nonsense. */
    private static void refuseMixed(byte[] bytes) {
        boolean utf8 = false;
        long other = 0;
        long line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.length && !(utf8 && other > 0); i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                if (attempt(java.util.Arrays.copyOfRange(bytes, start, i), 0, StandardCharsets.UTF_8).isEmpty()) {
                    other = other == 0 ? line : other;
                } else {
                    utf8 |= surelyUtf8(bytes, start, i);
                }
                start = i + 1;
                line++;
            }
        }
        if (utf8 && other > 0) {
            throw new Problem(CsvProblem.CSV_ENCODING_MIXED).with("line", other);
        }
    }

    private static boolean surelyUtf8(byte[] bytes, int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            int second = bytes[i + 1] & 0xFF;
            int third = bytes[i + 2] & 0xFF;
            if ((bytes[i] & 0xF0) == 0xE0 && (bytes[i] & 0xFF) >= CJK_LEAD && second >= CONTINUED && second <= CONTINUED_MAX
                    && third >= CONTINUED && third <= CONTINUED_MAX && (second <= NOT_GB2312 || third <= NOT_GB2312)) {
                return true;
            }
        }
        return false;
    }
}
