package entrepot.web.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * An error as RFC 9457 wants it. {@code code} is stable and for machines, {@code detail} is for people, in the language asked for.
 *
 * @param errors one entry for each field that is wrong
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(String type, String title, int status, String code, String detail, Map<String, Object> details, List<FieldError> errors, String traceId) {

    /** What is wrong with one field of the request. */
    public record FieldError(String field, String message) {
    }
}
