package entrepot.web.pages.frame;

import entrepot.kernel.ProblemKind;

/** The HTTP status of a refusal; the same for pages and REST. */
public final class Statuses {

    private Statuses() {
    }

    public static int of(ProblemKind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case REFUSED, LIMIT -> 422;
            case TOO_OFTEN -> 429;
            case BUSY -> 503;
        };
    }
}
