package entrepot.web.pages.frame;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The picture that a page shows for a product: its own where it lies with us, else a drawn placeholder. */
@Named
@ApplicationScoped
public class Pictures {

    private static final int LETTERS = 2;

    /** An address below the context path. Pictures of other hosts are not called from our pages. */
    public String of(String imageUrl, String title, String category) {
        if (imageUrl != null && imageUrl.startsWith("/") && !imageUrl.startsWith("//")) {
            return imageUrl;
        }
        return "/pictures/placeholder.svg?of=" + encoded(initials(title)) + "&in=" + encoded(category);
    }

    /** The first letters of the last word, which in titles names the thing; of Chinese the first two characters after the brand. */
    private static String initials(String title) {
        String[] words = title == null ? new String[] {""} : title.strip().split("\\s+");
        String word = words.length > 1 && words[1].codePointAt(0) > 0x2E80 ? words[1] : words[words.length - 1];
        return word.codePoints().filter(Character::isLetterOrDigit).limit(LETTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8);
    }
}
