package entrepot.web.pages.frame;

import entrepot.web.text.PageTexts;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.time.DateTimeException;
import java.time.YearMonth;

/** Months of all fields, typed or picked: {@code 2026-11}. */
@FacesConverter(forClass = YearMonth.class)
public class MonthConverter implements Converter<YearMonth> {

    @Override
    public YearMonth getAsObject(FacesContext context, UIComponent component, String typed) {
        try {
            return typed == null || typed.isBlank() ? null : YearMonth.parse(typed.strip());
        } catch (DateTimeException nonsense) {
            String label = String.valueOf(component.getAttributes().get("label"));
            throw new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR,
                    CDI.current().select(PageTexts.class).get().text("shell.month-please", "field", label), null), nonsense);
        }
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, YearMonth month) {
        return month == null ? "" : month.toString();
    }
}
