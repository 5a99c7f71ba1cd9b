package entrepot.web.open;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemKind;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import entrepot.tracking.TrackingSource;
import entrepot.tracking.TrackingSources;
import entrepot.web.security.Clients;
import entrepot.web.security.Limits;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where sources of tracking call: {@code POST /tracking/<tenant>/kuaidi100} with a form, {@code /17track} with JSON. A call
 * that is not signed is refused; one that is not for us is not found, and who calls
 * too often is asked to come later.
 */
@WebServlet("/tracking/*")
public class TrackingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern ADDRESS = Pattern.compile("/([a-z][a-z0-9-]{1,31})/(kuaidi100|17track)");
    private static final int BODY_MAX = 1 << 20;
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    private transient TrackingSources sources;
    @Inject
    private transient Tenants tenants;
    @Inject
    private transient Limits limits;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            limits.push(Clients.address(request));
        } catch (Problem tooOften) {
            response.setHeader("Retry-After", String.valueOf(tooOften.details().get("seconds")));
            response.sendError(TOO_MANY_REQUESTS);
            return;
        }
        Matcher address = ADDRESS.matcher(request.getPathInfo() == null ? "" : request.getPathInfo());
        Optional<Tenant> tenant = address.matches() ? tenants.byCode(address.group(1)) : Optional.empty();
        if (tenant.isEmpty() || request.getContentLengthLong() > BODY_MAX) {
            response.sendError(tenant.isEmpty() ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        boolean form = address.group(2).equals("kuaidi100");
        String body = form ? request.getParameter("param") : new String(request.getInputStream().readNBytes(BODY_MAX), StandardCharsets.UTF_8);
        String sign = form ? request.getParameter("sign") : request.getHeader("sign");
        try {
            String thanks = sources.called(Actor.visitor(tenant.get().id()), form ? TrackingSource.KUAIDI100 : TrackingSource.SEVENTEEN_TRACK,
                    body == null ? "" : body, sign);
            byte[] answer = thanks.getBytes(StandardCharsets.UTF_8);
            response.setContentType("application/json; charset=UTF-8");
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        } catch (Problem refusal) {
            response.sendError(refusal.kind() == ProblemKind.NOT_FOUND ? HttpServletResponse.SC_NOT_FOUND
                    : refusal.kind() == ProblemKind.FORBIDDEN ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
