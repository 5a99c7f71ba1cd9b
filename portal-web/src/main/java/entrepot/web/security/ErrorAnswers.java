package entrepot.web.security;

import entrepot.platform.tenant.Tenant;
import entrepot.web.pages.frame.Traces;
import entrepot.web.text.Language;
import entrepot.web.text.Languages;
import entrepot.web.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The answer to every error that no page or resource answers itself: a kind page in the person's language, or problem+json under /api. Written by hand, for a page
 * that says what broke must not stand on what may have broken.
 */
@ApplicationScoped
public class ErrorAnswers {

    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class.getName());
    private static final Set<Integer> TOLD = Set.of(400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503);

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="${language}" data-accent="${accent}">
            <head>
              <meta charset="UTF-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>${title}</title>
              <link rel="stylesheet" href="${root}/style/portal.css?v=${stamp}">
              <link rel="icon" href="${root}/style/icon.svg" type="image/svg+xml">
            </head>
            <body>
              <div class="public">
                <header class="public-top"><a class="brand" href="${root}/"><span class="brand-mark" aria-hidden="true">${mark}</span><span>${brand}</span></a></header>
                <main class="public-main">
                  <section class="card"><div class="card-body">
                    <h1>${title}</h1>
                    <p>${message}</p>
                    <div>${way}</div>
                    <p class="error-figure">${figure}</p>
                  </div></section>
                </main>
              </div>
            </body>
            </html>
            """;

    @Inject
    private Texts texts;

    /**
     * Writes the answer.
     *
     * @param path   that was asked for
     * @param thrown what broke; null where nothing did
     */
    void write(HttpServletRequest request, HttpServletResponse response, int status, String path, Throwable thrown) throws IOException {
        String trace = request.getAttribute("entrepot.trace") instanceof String logged ? logged : null;
        if (status >= 500 && trace == null) {
            trace = Traces.next();
            LOG.log(Level.SEVERE, "Request failed with " + status + ", trace " + trace, thrown);
        }
        if (path.startsWith(request.getContextPath() + "/api/")) {
            Locale language = Languages.best(request.getHeader("Accept-Language"));
            String detail = texts.text(language, "error." + told(status) + ".message", Map.of("trace", trace == null ? "" : trace));
            problem(request, response, status, "HTTP_" + status, detail, trace);
        } else {
            page(request, response, status, trace);
        }
    }

    /** problem+json for what is answered before any resource is reached. */
    void problem(HttpServletRequest request, HttpServletResponse response, int status, String code, String detail, String trace) throws IOException {
        Locale language = Languages.best(request.getHeader("Accept-Language"));
        send(response, "application/problem+json;charset=UTF-8", "{\"type\":\"about:blank\",\"title\":\"" + json(texts.text(language, "error." + told(status) + ".title"))
                + "\",\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"" + json(detail) + "\"" + (trace == null ? "" : ",\"traceId\":\"" + trace + "\"") + "}");
    }

    private void page(HttpServletRequest request, HttpServletResponse response, int status, String trace) throws IOException {
        Locale language = Language.chosen(request).orElseGet(() -> Languages.best(request.getHeader("Accept-Language")));
        Object refusal = request.getAttribute("entrepot.refusal");
        String key = "error." + told(status);
        String message = refusal instanceof String said ? said : texts.text(language, key + ".message", Map.of("trace", trace == null ? "" : trace));
        boolean signedIn = CurrentActor.of(request) != null;
        Tenant tenant = request.getAttribute("entrepot.tenant") instanceof Tenant t ? t : null;
        Map<String, String> parts = Map.of(
                "root", request.getContextPath(),
                "language", language.toLanguageTag(),
                "accent", tenant == null ? "indigo" : Accents.of(tenant.code()),
                "stamp", Stamp.value(),
                "mark", html(tenant == null ? "E" : tenant.name().substring(0, tenant.name().offsetByCodePoints(0, 1))),
                "brand", html(tenant == null ? "Entrepot" : tenant.name()),
                "title", html(texts.text(language, key + ".title")),
                "message", html(message),
                "way", "<a class=\"button primary\" href=\"" + request.getContextPath() + (signedIn ? "/desk" : "/") + "\">"
                        + html(texts.text(language, signedIn ? "error.to-desk" : "error.to-start")) + "</a>",
                "figure", status + (trace == null ? "" : " · " + trace));
        String page = PAGE;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            page = page.replace("${" + part.getKey() + "}", part.getValue());
        }
        send(response, "text/html;charset=UTF-8", page);
    }

    /** With its length: an error is short, and a client may be done with the connection. */
    private static void send(HttpServletResponse response, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static int told(int status) {
        return TOLD.contains(status) ? status : status >= 500 ? 500 : 400;
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }
}
