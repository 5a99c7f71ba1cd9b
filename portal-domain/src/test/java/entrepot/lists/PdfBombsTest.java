package entrepot.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lowagie.text.Document;
import com.lowagie.text.Paragraph;
import com.lowagie.text.pdf.PdfWriter;
import entrepot.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class PdfBombsTest {

    private static byte[] packed(byte[] content, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
            for (int i = 0; i < times; i++) {
                out.write(content);
            }
        }
        return packed.toByteArray();
    }

    private static byte[] pdf(String filter, byte[] content) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.write(("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>endobj\n4 0 obj<</Length "
                + content.length + "/Filter" + filter + ">>stream\n").getBytes(StandardCharsets.US_ASCII));
        pdf.write(content);
        pdf.write("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        return pdf.toByteArray();
    }

    @Test
    void a_small_file_that_becomes_a_large_one_is_refused_before_it_is_unpacked() throws IOException {
        byte[] megabyte = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        byte[] bomb = packed(megabyte, 40);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(PdfBombs.is(pdf("/FlateDecode", bomb))).isTrue();
        assertThat(PdfBombs.is(pdf("[/FlateDecode/FlateDecode]", packed(bomb, 1)))).as("packed twice").isTrue();
        assertThatThrownBy(() -> LabelPages.of("bomb.pdf", pdf("/FlateDecode", bomb))).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(ListProblem.LABEL_UNREADABLE));
        assertThat(PdfBombs.is("trailer<</Size 2000000000/Root 1 0 R>>".getBytes(StandardCharsets.US_ASCII))).isTrue();
    }

    @Test
    void what_a_label_needs_is_read() throws IOException {
        assertThat(PdfBombs.is(pdf("/FlateDecode", packed(" ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII), 20)))).isFalse();
        ByteArrayOutputStream label = new ByteArrayOutputStream();
        Document document = new Document();
        PdfWriter.getInstance(document, label);
        document.open();
        document.add(new Paragraph("PDD-2026-0001 SF1234567890123"));
        document.close();
        assertThat(LabelPages.of("label.pdf", label.toByteArray())).hasSize(1)
                .allMatch(page -> page.names("PDD-2026-0001"));
    }
}
