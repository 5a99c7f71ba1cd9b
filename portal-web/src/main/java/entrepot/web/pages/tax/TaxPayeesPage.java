package entrepot.web.pages.tax;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.tax.Payee;
import entrepot.tax.Payees;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is paid behind members that are persons, and of whom the year counts instead of the month. */
@Named
@ViewScoped
public class TaxPayeesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ROWS = 50;

    @Inject
    private Payees payees;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String after;
    private String next;
    private List<Payee> rows;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, String> codes = new HashMap<>();
    private Map<String, String> since = new HashMap<>();

    public void load() {
        // asked for already when the buttons in the rows are read
        after = after == null ? request.getParameter("after") : after;
        OrganisationId last = after == null || after.isEmpty() ? null : organisations.byCode(actor.get(), after).id();
        List<Payee> page = payees.list(actor.get(), last, ROWS + 1);
        rows = page.stream().limit(ROWS).toList();
        rows.forEach(row -> {
            names.put(row.organisation().value(), organisations.get(actor.get(), row.organisation()).name());
            String code = organisations.get(actor.get(), row.organisation()).code();
            codes.put(row.organisation().value(), code);
            since.putIfAbsent(code, row.continuous() == null ? "" : row.continuous().toString());
        });
        next = page.size() > ROWS ? code(rows.get(ROWS - 1)) : null;
    }

    public String keep(String code) {
        String text = since.get(code);
        LocalDate day;
        try {
            day = text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeException nonsense) {
            throw Problem.invalid("from", text);
        }
        payees.continuous(actor.get(), code, day);
        return Done.to("/finance/settlements/tax-payees", "tax.payees.kept");
    }

    public String name(Payee row) {
        return names.get(row.organisation().value());
    }

    public String code(Payee row) {
        return codes.get(row.organisation().value());
    }

    public List<Payee> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    public Map<String, String> getSince() {
        return since;
    }

    public void setSince(Map<String, String> since) {
        this.since = since;
    }

    public String getNext() {
        return next;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
