package entrepot.web.open;

import entrepot.gateway.Payments;
import entrepot.gateway.Provider;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where payment providers send what became of payments: {@code /callbacks/<tenant>/<provider>}. Who is not set up there is answered like nothing. What is
 * signed wrongly is refused; everything else is answered as the provider wants it, whatever it means for the payment.
 */
@WebServlet("/callbacks/*")
public class CallbackServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    /** A notice has some thousand letters. */
    private static final int BODY_MAX = 64 * 1024;
    private static final int HEADERS_MAX = 100;

    @Inject
    private transient Tenants tenants;
    @Inject
    private transient Payments payments;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] parts = request.getPathInfo() == null ? new String[0] : request.getPathInfo().split("/");
        Optional<Provider> provider = parts.length != 3 ? Optional.empty()
                : Arrays.stream(Provider.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(parts[2])).findFirst();
        Optional<Tenant> tenant = provider.isEmpty() ? Optional.empty() : tenants.byCode(parts[1]);
        byte[] body = request.getInputStream().readNBytes(BODY_MAX + 1);
        if (tenant.isEmpty() || body.length > BODY_MAX) {
            response.sendError(tenant.isEmpty() ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        Optional<Payments.Answer> answer = payments.take(Actor.system(tenant.get().id()), provider.get(), headers(request), body);
        if (answer.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setStatus(answer.get().status());
        response.setContentType(answer.get().type());
        response.getOutputStream().write(answer.get().body().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (headers.size() < HEADERS_MAX) {
                headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
            }
        }
        return headers;
    }
}
