package entrepot.platform.files;

import com.lowagie.text.pdf.BaseFont;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The font of everything that is printed: it knows Latin and Chinese, rare names too (docs/fonts). */
public final class PaperFont {

    private static final String FILE = "NotoSansSC-Regular.ttf";

    private PaperFont() {
    }

    /** Read when the first paper is printed; a paper embeds the characters that it uses. */
    public static BaseFont get() {
        return Loaded.FONT;
    }

    private static final class Loaded {
        private static final BaseFont FONT = read();

        private static BaseFont read() {
            try (InputStream file = PaperFont.class.getResourceAsStream(FILE)) {
                if (file == null) {
                    throw new FileNotFoundException(FILE);
                }
                return BaseFont.createFont(FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, file.readAllBytes(), null);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
