package entrepot.web.pages.tax;

import entrepot.tax.Filings;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.stream.Stream;

/** A filing as a file for the tax office. */
@Named
@RequestScoped
public class TaxFilePage {

    @Inject
    private Filings filings;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts texts;

    private String filing;
    private String type;

    public void send() {
        if (filings.rows(actor.get(), filing).isEmpty()) {
            // none was named, or it holds nobody
            return;
        }
        if ("xlsx".equals(type)) {
            Downloads.bytes(filing + ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", filings.xlsx(actor.get(), filing, words()));
        } else {
            Downloads.bytes(filing + ".csv", "text/csv; charset=UTF-8", filings.csv(actor.get(), filing, words()));
        }
    }

    private Filings.Words words() {
        return new Filings.Words(Stream.of("tax.filing", "tax.month", "tax.file.name", "tax.payee.number", "tax.method", "tax.file.payments", "tax.gross", "tax.file.tax",
                "settlement.currency").map(texts::get).toList(), method -> texts.get("tax.method." + method));
    }

    public String getFiling() {
        return filing;
    }

    public void setFiling(String filing) {
        this.filing = filing;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }
}
