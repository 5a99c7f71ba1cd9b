package entrepot.web.pages.frame;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.BigDecimalConverter;
import java.math.BigDecimal;

/** Numbers of all fields, as {@link TypedNumber} reads them; the refusal is Faces' own. Named in faces-config.xml: an annotation would give way to Faces' own converter. */
public class NumberConverter extends BigDecimalConverter {

    /** Whatever it is that somebody typed: Faces' own converter would take exponents, too. */
    private static final String NOT_A_NUMBER = "?";

    @Override
    public Object getAsObject(FacesContext context, UIComponent component, String typed) {
        return typed == null || typed.isBlank() ? null
                : TypedNumber.read(typed).orElseGet(() -> (BigDecimal) super.getAsObject(context, component, NOT_A_NUMBER));
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, Object value) {
        return value instanceof BigDecimal number ? TypedNumber.written(number) : super.getAsString(context, component, value);
    }
}
