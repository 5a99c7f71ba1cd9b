package entrepot.web.pages.tax;

import entrepot.kernel.OrganisationId;
import entrepot.network.Organisations;
import entrepot.tax.Filing;
import entrepot.tax.Filings;
import entrepot.tax.Withheld;
import entrepot.tax.Withholding;
import entrepot.platform.crypto.Tokens;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A month's payments and what was withheld of them: filed and paid over. */
@Named
@ViewScoped
public class TaxPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int ROWS = 50;

    @Inject
    private Withholding withholding;
    @Inject
    private Filings all;
    @Inject
    private Organisations organisations;
    @Inject
    private TaxWords words;
    @Inject
    private CurrentActor actor;

    private String month;
    private String after;
    private String key;
    private Map<String, String> references = new HashMap<>();
    private transient String next;
    private transient List<Withheld> rows;
    private transient List<Filing> filings;
    private transient Filings.Open open;
    private transient List<Filings.Unfiled> unfiled;
    private transient Map<OrganisationId, String> names;

    public void load() {
        key = key == null ? Tokens.random() : key;
        names = new HashMap<>();
        YearMonth asked = asked();
        if (asked == null) {
            asked = withholding.months(actor.get()).stream().findFirst().orElse(null);
            month = asked == null ? null : asked.toString();
        }
        List<Withheld> page = withholding.register(actor.get(), asked, number(), ROWS + 1);
        next = page.size() > ROWS ? Long.toString(page.get(ROWS - 1).no()) : null;
        rows = page.stream().limit(ROWS).toList();
        filings = all.list(actor.get());
        YearMonth shown = asked;
        unfiled = all.unfiled(actor.get()).stream().filter(each -> !each.month().equals(shown)).toList();
        open = asked == null ? null : all.open(actor.get(), asked);
    }

    private YearMonth asked() {
        try {
            return month == null || month.isEmpty() ? null : YearMonth.parse(month);
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    private Long number() {
        return after == null || !after.matches("[0-9]{1,18}") ? null : Long.valueOf(after);
    }

    public String file() {
        String code = all.file(actor.get(), asked(), key).code();
        return Done.to("/finance/settlements/tax?month=" + month, "tax.filed", "code", code);
    }

    public String pay(String code) {
        all.paidOver(actor.get(), code, references.get(code), key + code);
        return Done.to("/finance/settlements/tax?month=" + month, "tax.is-paid", "code", code);
    }

    public String member(Withheld row) {
        return names.computeIfAbsent(row.organisation(), id -> organisations.get(actor.get(), id).name());
    }

    public String why(Withheld row) {
        return words.of(row.why());
    }

    public Map<String, String> getReferences() {
        return references;
    }

    public List<Withheld> getRows() {
        return rows;
    }

    public List<Filing> getFilings() {
        return filings;
    }

    public Filings.Open getOpen() {
        return open;
    }

    /** Other months that are over and not filed. */
    public List<Filings.Unfiled> getUnfiled() {
        return unfiled;
    }

    public String getNext() {
        return next;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
