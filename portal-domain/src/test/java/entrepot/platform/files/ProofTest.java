package entrepot.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ProofTest {

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static void refused(FileProblem why, byte[] bytes) {
        assertThatThrownBy(() -> Proof.of("x.png", bytes)).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(why));
    }

    @Test
    void what_a_file_is_is_told_by_its_first_bytes_and_not_by_its_name() throws IOException {
        assertThat(Proof.of("a.pdf", picture("png", 10, 10)).type()).isEqualTo("image/png");
        assertThat(Proof.of("../../etc/p\r\na.exe", picture("jpeg", 10, 10))).satisfies(proof -> {
            assertThat(proof.type()).isEqualTo("image/jpeg");
            assertThat(proof.name()).isEqualTo("p-a.exe");
        });
        assertThat(Proof.of("x", "%PDF-1.4 anything %%EOF".getBytes(StandardCharsets.ISO_8859_1)).type()).isEqualTo("application/pdf");
        refused(FileProblem.PROOF_KIND, "<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII));
        refused(FileProblem.PROOF_KIND, "GIF89a".getBytes(StandardCharsets.US_ASCII));
        refused(FileProblem.FILE_EMPTY, new byte[0]);
        refused(FileProblem.PROOF_TOO_LARGE, new byte[Proof.BYTES_MAX + 1]);
    }

    @Test
    void pixels_are_counted_before_they_are_decoded() throws IOException {
        byte[] bomb = picture("png", 10, 10);
        // the header says 30,000 × 30,000, with its checksum
        ByteBuffer.wrap(bomb).putInt(16, 30_000).putInt(20, 30_000);
        CRC32 sum = new CRC32();
        sum.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) sum.getValue());
        refused(FileProblem.PROOF_PIXELS, bomb);
    }

    @Test
    void what_is_cut_off_is_refused_and_what_is_hidden_behind_a_picture_is_gone() throws IOException {
        byte[] whole = picture("png", 50, 50);
        refused(FileProblem.PROOF_UNREADABLE, java.util.Arrays.copyOf(whole, 40));
        byte[] more = java.util.Arrays.copyOf(whole, whole.length + 20);
        System.arraycopy("<script>alert</script>".getBytes(StandardCharsets.US_ASCII), 0, more, whole.length, 20);
        assertThat(new String(Proof.of("x", more).bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("<script>");
        assertThat(ImageIO.read(new java.io.ByteArrayInputStream(Proof.of("x", picture("png", 5_000, 10)).bytes())).getWidth()).isEqualTo(2_500);
    }
}
