package entrepot.web.security;

import entrepot.platform.clock.BusinessClock;
import entrepot.platform.tenant.Tenant;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;

/**
 * The tenant of the host name, for visitors: {@code acme.localhost}, {@code acme.<base domain>}. A host that names none shows a chooser in
 * a demonstration (some browsers do not resolve names under localhost), and is 404 otherwise, except for who is signed in and for
 * the setup link. After sign-in the tenant is the session's alone ({@link LiveSignIn}).
 */
public class TenantFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Session attribute: the code of the tenant chosen in a demonstration. */
    static final String CHOSEN = "entrepot.chosen-tenant";

    @Inject
    private transient Hosts hosts;
    @Inject
    private transient BusinessClock clock;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (isTenantless(path)) {
            chain.doFilter(request, response);
            return;
        }
        String name = hosts.tenantCode(request.getServerName());
        Optional<Tenant> tenant = name != null ? hosts.tenant(name) : chosen(request);
        tenant.ifPresent(t -> CurrentActor.host(request, t));
        CurrentActor.hostNamed(request, name != null);
        if (tenant.isPresent() || signedIn(request)) {
            chain.doFilter(request, response);
        } else if (clock.isDemonstration() && name == null) {
            if (path.equals("/")) {
                choose(request, response, chain);
            } else {
                response.sendRedirect(request.getContextPath() + "/");
            }
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** The chooser is a page; its links come back as {@code /?tenant=acme}. */
    private void choose(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String code = request.getParameter("tenant");
        if (code != null && hosts.tenant(code).isPresent()) {
            request.getSession().setAttribute(CHOSEN, code);
            response.sendRedirect(request.getContextPath() + "/sign-in");
            return;
        }
        request.getRequestDispatcher("/chooser.xhtml").forward(request, response);
    }

    private Optional<Tenant> chosen(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !clock.isDemonstration() || !(session.getAttribute(CHOSEN) instanceof String code)) {
            return Optional.empty();
        }
        return hosts.tenant(code);
    }

    private static boolean signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(LiveSignIn.SIGNED_IN) != null;
    }

    /** Static files, health, the language switch, setup and REST (its keys name the tenant) need no tenant of the host. */
    private static boolean isTenantless(String path) {
        return path.startsWith("/style/") || path.startsWith("/jakarta.faces.resource/") || path.startsWith("/health/") || path.startsWith("/api/")
                || path.startsWith("/feeds/") || path.startsWith("/tracking/") || path.startsWith("/callbacks/") || path.startsWith("/demo/receiver/") || path.startsWith("/pictures/") || path.startsWith("/setup") || path.equals("/language");
    }
}
