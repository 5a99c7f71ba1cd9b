package entrepot.web.rest;

import entrepot.platform.crypto.Tokens;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** ETag of what is read: a client that has it already gets 304 and no body. */
public final class Versions {

    private static final int LENGTH = 32;

    private Versions() {
    }

    /** The answer with its ETag, or 304 when the client's {@code If-None-Match} is the same. The body is a record; its content is the version. */
    public static Response answer(Request request, Object body) {
        EntityTag tag = new EntityTag(Tokens.sha256(entrepot.platform.sql.Json.of(body).text()).substring(0, LENGTH));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null ? unchanged.tag(tag).build() : Response.ok(body).tag(tag).build();
    }
}
