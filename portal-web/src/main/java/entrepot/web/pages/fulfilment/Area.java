package entrepot.web.pages.fulfilment;

import entrepot.web.pages.frame.Paths;
import jakarta.servlet.http.HttpServletRequest;

/** In which part of the portal a shared page is shown. */
final class Area {

    private Area() {
    }

    /** {@code /hq} or {@code /dealer}. */
    static String of(HttpServletRequest request) {
        String path = Paths.ofPage(request).substring(request.getContextPath().length());
        return path.startsWith("/hq/") ? "/hq" : "/dealer";
    }
}
