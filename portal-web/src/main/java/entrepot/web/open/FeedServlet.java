package entrepot.web.open;

import entrepot.feed.FeedFile;
import entrepot.feed.FeedFormat;
import entrepot.feed.Feeds;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A feed at its secret address, {@code /feeds/<tenant>/<token>.csv|json}. Whatever is wrong with the address, the answer
 * is the same 404. Shops ask often: what has not changed is answered with 304.
 */
@WebServlet("/feeds/*")
public class FeedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern ADDRESS = Pattern.compile("/([a-z][a-z0-9-]{1,31})/([A-Za-z0-9_-]{43})\\.(csv|json)");
    private static final int BUFFER = 1 << 16;
    private static final String ZIPPED = "-gz\"";

    @Inject
    private transient Feeds feeds;
    @Inject
    private transient Tenants tenants;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<FeedFile> found = find(request.getPathInfo());
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        FeedFile feed = found.get();
        String encodings = request.getHeader("Accept-Encoding");
        boolean zip = encodings != null && encodings.contains("gzip");
        String etag = zip ? feed.etag().substring(0, feed.etag().length() - 1) + ZIPPED : feed.etag();
        response.setHeader("ETag", etag);
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Cache-Control", "private, no-cache");
        response.setDateHeader("Last-Modified", feed.lastModified().toEpochMilli());
        if (isKnown(request, feed)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(feed.format().mediaType());
        if (zip) {
            response.setHeader("Content-Encoding", "gzip");
        } else {
            response.setContentLengthLong(feed.bytes());
        }
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try (OutputStream plain = response.getOutputStream();
                OutputStream out = zip ? new GZIPOutputStream(plain, BUFFER) : plain) {
            Files.copy(feed.path(), out);
        }
    }

    private Optional<FeedFile> find(String path) {
        Matcher address = ADDRESS.matcher(path == null ? "" : path);
        if (!address.matches()) {
            return Optional.empty();
        }
        FeedFormat format = address.group(3).equals("csv") ? FeedFormat.SHOPIFY_CSV : FeedFormat.JSON;
        return tenants.byCode(address.group(1)).map(Tenant::id)
                .flatMap(tenant -> feeds.read(Actor.visitor(tenant), address.group(2), format));
    }

    /** The ETag decides where one is sent; else the time, to the second that the header can say. */
    private static boolean isKnown(HttpServletRequest request, FeedFile feed) {
        String known = request.getHeader("If-None-Match");
        if (known != null) {
            return known.strip().equals("*") || Arrays.stream(known.split(",")).map(String::strip)
                    .map(etag -> etag.startsWith("W/") ? etag.substring(2) : etag)
                    .map(etag -> etag.endsWith(ZIPPED) ? etag.substring(0, etag.length() - ZIPPED.length()) + '"' : etag)
                    .anyMatch(feed.etag()::equals);
        }
        long since;
        try {
            since = request.getDateHeader("If-Modified-Since");
        } catch (IllegalArgumentException notADate) {
            return false;
        }
        return since >= 0 && feed.lastModified().toEpochMilli() / 1000 <= since / 1000;
    }
}
