package entrepot.web.pages.frame;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;

/** A member's code out of what was picked from the suggestions, or as it was typed. */
@FacesConverter("memberCode")
public class MemberCode implements Converter<String> {

    /** Between the code and the name in a suggestion. */
    static final String NAME_AFTER = " \u2014 ";

    @Override
    public String getAsObject(FacesContext context, UIComponent component, String said) {
        return said == null ? null : said.split(NAME_AFTER, 2)[0].strip();
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, String code) {
        return code == null ? "" : code;
    }
}
