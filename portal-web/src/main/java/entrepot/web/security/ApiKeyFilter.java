package entrepot.web.security;

import entrepot.kernel.Problem;
import entrepot.platform.crypto.Tokens;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.pages.frame.Statuses;
import entrepot.web.text.Languages;
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

    /** Request attribute: the refusal of a key that came too often. */
    private static final String TOO_OFTEN = "entrepot.too-often";

    private final Gate gate;
    private final Limits limits;
    private final ErrorAnswers errors;
    private final Refusals refusals;

    ApiKeyFilter(Gate gate, Limits limits, ErrorAnswers errors, Refusals refusals) {
        this.gate = gate;
        this.limits = limits;
        this.errors = errors;
        this.refusals = refusals;
    }

    @Override
    protected boolean isAccessAllowed(ServletRequest servletRequest, ServletResponse servletResponse, Object mapped) {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        String key = header.substring(BEARER.length()).trim();
        String counted = Tokens.sha256(key);
        try {
            // a key that was somebody's a moment ago is counted before it is looked up, so that a flood asks the database for nothing
            boolean known = limits.knows(counted);
            if (known) {
                left(response, limits.request(counted));
            }
            Optional<ApiKeyRealm.KeyHolder> holder = gate.holder(key, counted, Clients.address(request));
            if (!known && holder.isPresent()) {
                left(response, limits.request(counted));
            }
            holder.ifPresent(h -> CurrentActor.key(request, h.tenant(), h.actor()));
            return holder.isPresent() && holder.get().actor().may("area:" + audience(request));
        } catch (Problem tooOften) {
            if (!(tooOften.code() instanceof LimitProblem)) {
                throw tooOften;
            }
            request.setAttribute(TOO_OFTEN, tooOften);
            left(response, 0);
            return false;
        }
    }

    /** Says how much is left before it is too often, as the draft of RateLimit header fields wants it: a window of a minute, filled evenly. */
    private void left(HttpServletResponse response, long left) {
        response.setHeader("RateLimit-Policy", "\"minute\";q=" + limits.requestsMost() + ";w=60");
        response.setHeader("RateLimit", "\"minute\";r=" + left + ";t=" + (left > 0 ? 0 : 60 / Math.max(1, limits.requestsMost()) + 1));
    }

    @Override
    protected boolean onAccessDenied(ServletRequest servletRequest, ServletResponse servletResponse) throws IOException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (request.getAttribute(TOO_OFTEN) instanceof Problem problem) {
            response.setStatus(Statuses.of(problem.kind()));
            response.setHeader("Retry-After", String.valueOf(problem.details().get("seconds")));
            errors.problem(request, response, response.getStatus(), problem.code().name(),
                    refusals.text(problem, Languages.best(request.getHeader("Accept-Language"))), null);
            return false;
        }
        boolean known = CurrentActor.of(request) != null;
        if (!known) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"entrepot\"");
        }
        response.sendError(known ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_UNAUTHORIZED);
        return false;
    }

    /** The word after /api/. */
    private static String audience(HttpServletRequest request) {
        String[] parts = request.getRequestURI().substring(request.getContextPath().length()).split("/");
        return parts.length > 2 ? parts[2] : "";
    }
}
