package entrepot.web.pages.tax;

import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.tax.Filings;
import entrepot.tax.Payee;
import entrepot.tax.Payees;
import entrepot.tax.Withheld;
import entrepot.tax.Withholding;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is paid behind a member, what was withheld, and the papers about it. */
@Named
@RequestScoped
public class PayeePage {

    private static final int ROWS = 200;
    private static final int YEAR_LENGTH = 4;

    @Inject
    private Payees payees;
    @Inject
    private Withholding withholding;
    @Inject
    private Filings filings;
    @Inject
    private Organisations organisations;
    @Inject
    private TaxWords words;
    @Inject
    private PageTexts msg;
    @Inject
    private Language language;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String name;
    private String number;
    private String month;
    private Payee payee;
    private List<Withheld> rows;

    public void load() {
        payee = payees.get(actor.get(), code());
        rows = withholding.register(actor.get(), null, null, ROWS);
    }

    private String code() {
        return organisations.get(actor.get(), actor.get().organisation()).code();
    }

    public String keep() {
        payees.identify(actor.get(), code(), name, number, null);
        return Done.to(Paths.area(request) + "/statements/tax", "tax.payee.kept");
    }

    /** A certificate of a month, such as 2026-11, or of a year. */
    public void send() {
        if (month == null || month.isEmpty()) {
            return;
        }
        boolean year = month.length() == YEAR_LENGTH;
        YearMonth of;
        try {
            of = year ? YearMonth.of(Integer.parseInt(month), 1) : YearMonth.parse(month);
        } catch (RuntimeException nonsense) {
            throw Problem.notFound("certificate", month);
        }
        Map<String, String> known = Stream.of("title", "by", "person", "number", "unknown", "period", "date", "statement", "gross", "tax", "total")
                .collect(Collectors.toMap(key -> key, key -> msg.get("tax.paper." + key)));
        Downloads.bytes("tax-" + month + ".pdf", "application/pdf",
                filings.certificatePdf(actor.get(), code(), of.getYear(), year ? null : Integer.valueOf(of.getMonthValue()), known, language.locale()));
    }

    public String why(Withheld row) {
        return words.of(row.why());
    }

    public String monthOf(Withheld row) {
        return YearMonth.from(row.payDate()).toString();
    }

    public Payee getPayee() {
        if (payee == null) {
            load();
        }
        return payee;
    }

    public List<Withheld> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }
}
