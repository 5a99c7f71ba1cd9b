package entrepot.web.rest;

import java.util.Objects;

/** Why it is done. */
public record Reason(String reason) {

    /** What was sent; empty where nothing was. Whether it may be empty the use case says. */
    public static String of(Body<Reason> body) {
        Reason sent = Body.read(body);
        return sent == null ? "" : Objects.requireNonNullElse(sent.reason(), "");
    }

    /** The same of a body that must be there. */
    public static String required(Body<Reason> body) {
        return Objects.requireNonNullElse(Body.required(body, "reason").reason(), "");
    }
}
