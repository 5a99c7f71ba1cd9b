package entrepot.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal: what a use case throws when it will not do what it was asked. Nothing has changed when
 * it arrives at the edge. REST answers problem+json with the code and details, pages show the
 * message {@code problem.<CODE>} in the user's language with the details filled in.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemCode code;
    private final transient Map<String, Object> details = new LinkedHashMap<>();

    public Problem(ProblemCode code) {
        // no stack trace: a refusal is an answer, not a failure
        super(code.name(), null, false, false);
        this.code = code;
    }

    /** Nothing there, or not yours. */
    public static Problem notFound(String thing, String code) {
        return new Problem(KernelProblem.NOT_FOUND).with("thing", thing).with("code", code);
    }

    public static Problem missing(String field) {
        return new Problem(KernelProblem.FIELD_MISSING).with("field", field);
    }

    public static Problem invalid(String field, Object value) {
        return new Problem(KernelProblem.FIELD_INVALID).with("field", field).with("value", value);
    }

    /** Adds what the message or a machine wants to know; the name is the placeholder in the message. */
    public Problem with(String name, Object value) {
        details.put(name, value);
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    public ProblemKind kind() {
        return code.kind();
    }

    public Map<String, Object> details() {
        return Collections.unmodifiableMap(details);
    }

    @Override
    public String getMessage() {
        return code.name() + details;
    }
}
