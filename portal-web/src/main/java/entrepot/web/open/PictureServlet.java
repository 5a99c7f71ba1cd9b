package entrepot.web.open;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Draws what stands in for a picture: one or two letters on a colour that belongs to the category. Made of its address
 * alone, so it may be kept for long. Pictures of other hosts are never shown: a page of ours calls nobody else.
 */
@WebServlet("/pictures/placeholder.svg")
public class PictureServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LETTERS_MAX = 2;
    private static final int ADDRESS_MAX = 600;
    private static final int PARAMETERS_MAX = 4;
    /** Pale ground and dark ink of the same hue; contrast AA. */
    private static final String[][] COLOURS = {{"#e8f0ea", "#2f5d3a"}, {"#e7eef6", "#2a4f7a"}, {"#f6ece4", "#7a4420"},
        {"#f1e9f3", "#5e3a6b"}, {"#f6e8e8", "#7c3131"}, {"#e6f1f1", "#1f5a5c"}, {"#f3f0e2", "#5f5317"},
        {"#ebebf5", "#3d3d7a"}};

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String category = small(parameter(request, "in"));
        String[] colours = COLOURS[Math.floorMod(category.hashCode(), COLOURS.length)];
        byte[] svg = ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\" role=\"img\">"
                + "<rect width=\"96\" height=\"96\" rx=\"8\" fill=\"" + colours[0] + "\"/>"
                + "<text x=\"48\" y=\"50\" text-anchor=\"middle\" dominant-baseline=\"middle\" font-size=\"36\" font-weight=\"600\""
                + " font-family=\"system-ui, 'Noto Sans SC', sans-serif\" fill=\"" + colours[1] + "\">"
                + letters(parameter(request, "of")) + "</text></svg>").getBytes(StandardCharsets.UTF_8);
        response.setContentType("image/svg+xml");
        response.setHeader("Cache-Control", "public, max-age=604800, immutable");
        response.setContentLength(svg.length);
        response.getOutputStream().write(svg);
    }

    /** From the address as it was sent: the container would read it in another encoding than UTF-8. */
    private static String parameter(HttpServletRequest request, String name) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        for (String pair : small(query).split("&", PARAMETERS_MAX)) {
            if (pair.startsWith(name + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException cutOff) {
                    return "";
                }
            }
        }
        return "";
    }

    /** Letters and digits only, so nothing of an address can become markup. */
    private static String letters(String name) {
        StringBuilder letters = new StringBuilder();
        small(name).codePoints().filter(Character::isLetterOrDigit).limit(LETTERS_MAX)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static String small(String text) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), ADDRESS_MAX));
    }
}
