package entrepot.web.pages.agent.orders;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.Money;
import entrepot.network.Organisations;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.StockOut;
import entrepot.ordering.StockOutQuestion;
import entrepot.ordering.StockOuts;
import entrepot.ordering.Substitute;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of goods that nobody can ship: for the member that sold them, and for headquarters, which sees all. */
@Named
@ViewScoped
public class StockOutPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private StockOuts stockOuts;
    @Inject
    private Consignments consignments;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;
    @Inject
    private OrderWords words;
    @Inject
    private HttpServletRequest request;

    private String code;
    private transient List<StockOut> rows;
    private transient Map<String, Consignment> parts;
    private transient Map<Long, String> sellers;
    private transient StockOutQuestion question;
    private Map<String, String> chosen = new HashMap<>();
    private boolean consent;
    private String until;
    private String link;

    public void loadList() {
        rows = stockOuts.open(actor.get());
        sellers = new HashMap<>();
        parts = rows.isEmpty() ? Map.of() : consignments.byOrders(actor.get(), rows.stream().map(StockOut::order).collect(Collectors.toSet()))
                .values().stream().flatMap(List::stream).collect(Collectors.toMap(Consignment::code, part -> part));
    }

    /** The goods that nobody can ship. */
    public List<Consignment.Line> goods(StockOut row) {
        return parts.containsKey(row.consignment()) ? parts.get(row.consignment()).lines() : List.of();
    }

    /** Who chose. */
    public String chooser(StockOut row) {
        return words.chooser(row);
    }

    /** Whose they are, for headquarters; a member is asked for once a page. */
    public String seller(StockOut row) {
        return sellers.computeIfAbsent(row.seller().value(), id -> organisations.get(actor.get(), row.seller()).name());
    }

    public boolean isHeadquarters() {
        return actor.get().headquarters();
    }

    public void load() {
        question = stockOuts.question(actor.get(), code);
        if (until == null) {
            until = LocalDate.ofInstant(time.now(), actor.tenant().zone()).plusDays(7).toString();
        }
    }

    public String substitute() {
        List<StockOutQuestion.Line> lines = getQuestion().lines();
        List<Substitute> asked = lines.stream().map(line -> new Substitute(line.line(), chosen.get(String.valueOf(line.line())))).toList();
        stockOuts.substitute(actor.get(), code, asked, consent ? more(lines) : null);
        return there("stock-out.done.SUBSTITUTED");
    }

    /** How much more the chosen goods cost, as the page shows it: what is said yes to. */
    private Money more(List<StockOutQuestion.Line> lines) {
        return lines.stream().flatMap(line -> line.options().stream()
                .filter(option -> option.variant().sku().equals(chosen.get(String.valueOf(line.line()))))
                .map(StockOutQuestion.Option::more)).reduce(Money::plus).orElse(null);
    }

    public String waitForIt() {
        LocalDate day;
        try {
            day = LocalDate.parse(until == null ? "" : until.strip());
        } catch (DateTimeParseException wrong) {
            day = null;
        }
        stockOuts.waitUntil(actor.get(), code, day);
        return there("stock-out.done.WAITING");
    }

    public String refund() {
        stockOuts.refund(actor.get(), code);
        return there("stock-out.done.REFUNDED");
    }

    /** The link is shown on this page once, and nowhere else. */
    public void askBuyer() {
        String path = stockOuts.askBuyer(actor.get(), code);
        String base = request.getRequestURL().toString();
        link = base.substring(0, base.length() - request.getRequestURI().length()) + request.getContextPath() + path;
        load();
    }

    private String there(String said) {
        return Done.to(Paths.area(request) + "/orders/stock-out?code=" + code, said);
    }

    public boolean isDeciding() {
        Actor who = actor.get();
        return getQuestion().stockOut().state().open() && who.may(OrderPermission.CANCEL);
    }

    public Money absolute(Money money) {
        return money.isNegative() ? money.negated() : money;
    }

    public String getArea() {
        return Paths.area(request);
    }

    public List<StockOut> getRows() {
        return rows;
    }

    public StockOutQuestion getQuestion() {
        if (question == null) {
            load();
        }
        return question;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Map<String, String> getChosen() {
        return chosen;
    }

    public boolean isConsent() {
        return consent;
    }

    public void setConsent(boolean consent) {
        this.consent = consent;
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
    }

    public String getLink() {
        return link;
    }
}
