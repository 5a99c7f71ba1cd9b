package entrepot.web.rest;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import entrepot.kernel.Problem;
import jakarta.ws.rs.ProcessingException;
import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.List;

/**
 * The JSON of a request, parsed when it is asked for. By then the resource knows that the caller may and that the thing is there: a request is refused
 * with 401, 403, 404 and 400 in this order, and a body tells a stranger nothing.
 *
 * <p>Closeable so that Jersey leaves the stream open until the resource has read it.
 */
public final class Body<T> implements Closeable {

    private final PushbackInputStream stream;
    private final JavaType type;
    private final ObjectMapper rules;

    Body(PushbackInputStream stream, JavaType type, ObjectMapper rules) {
        this.stream = stream;
        this.type = type;
        this.rules = rules;
    }

    /** What was sent; null where nothing was. Once. */
    public static <T> T read(Body<T> body) {
        return body == null ? null : body.parsed();
    }

    /** What was sent. @throws Problem FIELD_MISSING with that name where nothing was */
    public static <T> T required(Body<T> body, String name) {
        T sent = read(body);
        if (sent == null) {
            throw Problem.missing(name);
        }
        return sent;
    }

    /** The things of a list that was sent; none where there was no list. @throws Problem FIELD_MISSING with that name where one of them is nothing */
    public static <T> List<T> each(String name, List<T> sent) {
        if (sent != null && sent.contains(null)) {
            throw Problem.missing(name);
        }
        return sent == null ? List.of() : sent;
    }

    private T parsed() {
        try {
            int first = stream.read();
            if (first < 0) {
                return null;
            }
            stream.unread(first);
            return rules.readValue(stream, type);
        } catch (IOException malformed) {
            throw new ProcessingException(malformed);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
