package entrepot.web.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Hands a {@link Body} to a resource without reading it. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
public class BodyReader implements MessageBodyReader<Body<?>> {

    private final ObjectMapper rules = Json.mapper();

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == Body.class;
    }

    @Override
    public Body<?> readFrom(Class<Body<?>> type, Type generic, Annotation[] annotations, MediaType media,
                            MultivaluedMap<String, String> headers, InputStream stream) {
        Type content = ((ParameterizedType) generic).getActualTypeArguments()[0];
        return new Body<>(new PushbackInputStream(stream), rules.constructType(content), rules);
    }
}
