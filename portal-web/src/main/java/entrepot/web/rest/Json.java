package entrepot.web.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * JSON of the API: strict in what it takes (an unknown or double name, a text where a number belongs, a number with a fraction where pieces
 * belong are errors), plain in what it gives: times as ISO text, money as {@code {"amount": "12.50", "currency": "CNY"}}.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
@Produces({MediaType.APPLICATION_JSON, "application/*+json"})
public class Json extends JacksonJsonProvider implements ContextResolver<ObjectMapper> {

    private static final int DEPTH_MAX = 20;
    private static final int NUMBER_MAX = 30;
    private static final int TEXT_MAX = 100_000;

    private final ObjectMapper rules;

    public Json() {
        this(mapper());
    }

    private Json(ObjectMapper rules) {
        super(rules);
        this.rules = rules;
    }

    /** For Jackson's own provider: the server finds it in its jar, and whether it stands before ours changes from start to start. */
    @Override
    public ObjectMapper getContext(Class<?> type) {
        return rules;
    }

    static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(new SimpleModule().addSerializer(Money.class, new MoneyAsText()).addDeserializer(Money.class, new TextAsMoney()))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build();
        // an amount may come as text, so that no client needs floating point: "12.50"
        mapper.coercionConfigFor(LogicalType.Float).setCoercion(CoercionInputShape.String, CoercionAction.TryConvert);
        mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).maxNumberLength(NUMBER_MAX).maxStringLength(TEXT_MAX).build());
        return mapper;
    }

    private static final class MoneyAsText extends JsonSerializer<Money> {

        @Override
        public void serialize(Money money, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            out.writeStringField("amount", money.major().toPlainString());
            out.writeStringField("currency", money.currency());
            out.writeEndObject();
        }
    }

    /** As it is written. A fraction that the currency has not is refused. */
    private static final class TextAsMoney extends JsonDeserializer<Money> {

        private record Written(BigDecimal amount, String currency) {
        }

        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Written written = context.readValue(in, Written.class);
            if (written.amount() == null || written.currency() == null) {
                throw JsonMappingException.from(in, "amount and currency");
            }
            try {
                return Money.parse(written.amount(), written.currency());
            } catch (IllegalArgumentException | ArithmeticException | Problem wrong) {
                throw JsonMappingException.from(in, "amount and currency", wrong);
            }
        }
    }
}
