package entrepot.web.rest;

import entrepot.kernel.Problem;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;

/** Whole numbers in addresses. What is none is refused by its name; the server by itself would say that there is no such page. */
@Provider
public class WholeNumbers implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        if (type != Integer.class) {
            return null;
        }
        String name = Arrays.stream(annotations).filter(QueryParam.class::isInstance).map(each -> ((QueryParam) each).value()).findFirst().orElse("number");
        return (ParamConverter<T>) new ParamConverter<Integer>() {
            @Override
            public Integer fromString(String text) {
                try {
                    return text == null || text.isBlank() ? null : Integer.valueOf(text.strip());
                } catch (NumberFormatException none) {
                    throw Problem.invalid(name, text);
                }
            }

            @Override
            public String toString(Integer number) {
                return number.toString();
            }
        };
    }
}
