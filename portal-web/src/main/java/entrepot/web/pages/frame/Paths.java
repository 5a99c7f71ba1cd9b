package entrepot.web.pages.frame;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** Paths of pages as people see them, without {@code .xhtml} and the context path, and what stands behind them. */
public final class Paths {

    private Paths() {
    }

    /** The path of the page that was asked for, with the context path, as a link needs it. */
    public static String ofPage(HttpServletRequest request) {
        Object forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        String path = forwarded instanceof String uri ? uri : request.getRequestURI();
        return path.endsWith(".xhtml") ? path.substring(0, path.length() - ".xhtml".length()) : path;
    }

    /** The part of the portal in which a page stands: {@code /agent}, {@code /dealer}, {@code /hq}, {@code /finance}. Pages that several areas share ask for it. */
    public static String area(HttpServletRequest request) {
        String path = ofPage(request).substring(request.getContextPath().length());
        int end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }

    /** A parameter of the address; null where it is empty. */
    public static String asked(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Whether a path leads to a page of ours and nowhere else; whatever else somebody put into a link is refused. */
    public static boolean isLocal(String path) {
        return path != null && path.length() <= 500 && path.startsWith("/") && !path.startsWith("//") && !path.contains("\\") && !path.contains("://")
                && path.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
