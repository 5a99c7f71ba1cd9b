package entrepot.web.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemKind;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.pages.frame.Statuses;
import entrepot.web.pages.frame.Traces;
import entrepot.web.text.Languages;
import entrepot.web.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Every error of the API becomes problem+json here. What nobody foresaw is logged under a trace id and says nothing but that. */
@Provider
@ApplicationScoped
public class Problems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(Problems.class.getName());
    private static final String RETRY_SECONDS = "2";

    @Inject
    private Refusals refusals;
    @Inject
    private Texts texts;
    @Context
    private HttpHeaders headers;

    @Override
    public Response toResponse(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof Problem problem) {
                return refused(problem);
            }
            if (cause instanceof ConstraintViolationException violations) {
                return invalid(violations);
            }
            if (cause instanceof JsonProcessingException malformed) {
                return malformed(malformed);
            }
        }
        if (thrown instanceof WebApplicationException web) {
            return container(web);
        }
        if (thrown instanceof ProcessingException) {
            return answer(400, "MALFORMED", null, List.of(), Map.of(), null).build();
        }
        String trace = Traces.next();
        LOG.log(Level.SEVERE, "Request failed, trace " + trace, thrown);
        return answer(500, "UNEXPECTED", texts.text(language(), "error.500.message", Map.of("trace", trace)), List.of(), Map.of(), trace).build();
    }

    /** A refusal as a body, in the language that was asked for: for answers that tell of several. */
    public ProblemBody body(Problem problem) {
        return body(Statuses.of(problem.kind()), problem.code().name(), refusals.text(problem, language()), List.of(), details(problem), null);
    }

    private static Map<String, Object> details(Problem problem) {
        Map<String, Object> details = new LinkedHashMap<>();
        problem.details().forEach((name, value) -> details.put(name, value instanceof Number || value instanceof entrepot.kernel.Money ? value : String.valueOf(value)));
        return details;
    }

    private Response refused(Problem problem) {
        Response.ResponseBuilder answer = answer(Statuses.of(problem.kind()), problem.code().name(), refusals.text(problem, language()), List.of(), details(problem), null);
        if (problem.kind() == ProblemKind.BUSY || problem.kind() == ProblemKind.TOO_OFTEN) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.details().getOrDefault("seconds", RETRY_SECONDS));
        }
        return answer.build();
    }

    private Response invalid(ConstraintViolationException violations) {
        List<ProblemBody.FieldError> errors = violations.getConstraintViolations().stream().map(v -> {
            String path = v.getPropertyPath().toString();
            // without the method and the name of its argument: what the client sent is what it knows
            String[] parts = path.split("\\.", 3);
            return new ProblemBody.FieldError(parts.length == 3 ? parts[2] : parts[parts.length - 1], v.getMessage());
        }).sorted(java.util.Comparator.comparing(ProblemBody.FieldError::field)).toList();
        return answer(400, "INVALID", null, errors, Map.of(), null).build();
    }

    /** Says where, never which class. */
    private Response malformed(JsonProcessingException malformed) {
        String field = malformed instanceof JsonMappingException mapping
                ? mapping.getPath().stream().map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName()).collect(Collectors.joining("."))
                : "";
        int line = malformed.getLocation() == null ? 0 : malformed.getLocation().getLineNr();
        String key = malformed instanceof com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException ? "rest.unknown-field" : "rest.malformed";
        List<ProblemBody.FieldError> errors = List.of(new ProblemBody.FieldError(field, texts.text(language(), key, Map.of("line", line))));
        return answer(400, "MALFORMED", null, errors, Map.of(), null).build();
    }

    private Response container(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        if (status < 400) {
            return web.getResponse();
        }
        return answer(status, "HTTP_" + status, null, List.of(), Map.of(), null).build();
    }

    private Response.ResponseBuilder answer(int status, String code, String detail, List<ProblemBody.FieldError> errors, Map<String, Object> details, String trace) {
        return Response.status(status).type("application/problem+json").language(language()).entity(body(status, code, detail, errors, details, trace));
    }

    private ProblemBody body(int status, String code, String detail, List<ProblemBody.FieldError> errors, Map<String, Object> details, String trace) {
        Locale language = language();
        String key = "error." + status;
        boolean told = texts.has(language, key + ".title");
        String title = texts.text(language, told ? key + ".title" : "error.400.title");
        String said = detail != null ? detail : texts.text(language, told ? key + ".message" : "error.400.message");
        return new ProblemBody("about:blank", title, status, code, said, details, errors, trace);
    }

    private Locale language() {
        return Languages.best(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
