package entrepot.web.pages.frame;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;
import java.util.Objects;

/** A member's code out of what was picked from the suggestions, or typed: its code or its whole name. Shown with the name. */
@FacesConverter("memberCode")
public class MemberCode implements Converter<String> {

    /** Between the code and the name in a suggestion. */
    static final String NAME_AFTER = " \u2014 ";

    @Override
    public String getAsObject(FacesContext context, UIComponent component, String said) {
        if (said == null || said.isBlank() || said.contains(NAME_AFTER)) {
            return said == null ? null : said.split(NAME_AFTER, 2)[0].strip();
        }
        return choice().code(said.strip());
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, String code) {
        return code == null || code.isBlank() || code.contains(NAME_AFTER) ? Objects.requireNonNullElse(code, "") : choice().said(code);
    }

    private static MemberChoice choice() {
        return CDI.current().select(MemberChoice.class).get();
    }
}
