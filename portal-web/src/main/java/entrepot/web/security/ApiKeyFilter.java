package entrepot.web.security;

import entrepot.web.text.Texts;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.shiro.web.filter.AccessControlFilter;

/**
 * REST knows nobody but the holder of the key in the Authorization header: cookies are not looked at, so another site's page can do nothing
 * here. The audience in the path ({@code /api/agent/…}) needs the key's maker to belong to that area.
 */
class ApiKeyFilter extends AccessControlFilter {

    private static final String BEARER = "Bearer ";

    private final Gate gate;
    private final Texts texts;

    ApiKeyFilter(Gate gate, Texts texts) {
        this.gate = gate;
        this.texts = texts;
    }

    @Override
    protected boolean isAccessAllowed(ServletRequest servletRequest, ServletResponse response, Object mapped) {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        Optional<ApiKeyRealm.KeyHolder> holder = gate.holder(header.substring(BEARER.length()).trim(), Clients.address(request));
        holder.ifPresent(h -> CurrentActor.key(request, h.tenant(), h.actor()));
        return holder.isPresent() && holder.get().actor().may("area:" + audience(request));
    }

    @Override
    protected boolean onAccessDenied(ServletRequest servletRequest, ServletResponse servletResponse) throws IOException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        boolean known = CurrentActor.of(request) != null;
        if (!known) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"entrepot\"");
        }
        // written here and not by sendError, which loses the content type for clients that offer HTTP/2 in the clear
        response.setStatus(known ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_UNAUTHORIZED);
        ErrorServlet.problem(texts, request, response, response.getStatus(), null);
        return false;
    }

    /** The word after /api/. */
    private static String audience(HttpServletRequest request) {
        String[] parts = request.getRequestURI().substring(request.getContextPath().length()).split("/");
        return parts.length > 2 ? parts[2] : "";
    }
}
