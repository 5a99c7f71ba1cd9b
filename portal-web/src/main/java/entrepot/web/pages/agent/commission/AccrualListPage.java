package entrepot.web.pages.agent.commission;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.Earnings;
import entrepot.commission.Forecast;
import entrepot.commission.Forecasts;
import entrepot.kernel.Money;
import entrepot.network.NetworkPermission;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.settlement.CashForecast;
import entrepot.settlement.SettlementPermission;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Links;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commission line by line, each with its explanation, of all or of one sub-shop, as a file too; what is still open and what is due. */
@Named
@RequestScoped
public class AccrualListPage extends Listing<Accruals.OfShop> {

    /** Fewer than elsewhere: each row carries its explanation. */
    private static final int LINES = 25;

    /** Of what falls due by the calendar, what is due already. */
    private static final Set<String> SETTLED = Set.of("DUE", "PREVIEWED");

    @Inject
    private Accruals accruals;
    @Inject
    private CurrentActor actor;

    @Inject
    private Forecasts forecasts;
    @Inject
    private CashForecast calendar;

    @Inject
    private SubShops subShops;
    @Inject
    private PageTexts msg;

    private String shop;
    private String from;
    private String to;
    private String type;
    private final Map<String, SubShop> shops = new LinkedHashMap<>();
    private List<Accruals.ShopSum> sums = List.of();
    private Earnings earnings;
    private List<Forecast.NextStep> nextSteps = List.of();
    private List<Forecast.DueOn> dueOn = List.of();
    private List<Settled> settled = List.of();

    /** On which day how much of what is due is paid, and whether it stands on a statement. */
    public record Settled(LocalDate paidOn, Money amount, String kind) {
    }

    public void load() {
        Accruals.Filter filter = filter();
        setView(filter.state() == null ? "all" : filter.state().name());
        if (actor.may(NetworkPermission.SHOPS_READ) && actor.may("area:agent")) {
            subShops.list(actor.get()).forEach(each -> shops.put(each.code(), each));
        }
        show(Paged.of(accruals.withShops(actor.get(), filter, getAfter(), LINES + 1), LINES, each -> each.accrual().code()));
        sums = accruals.byShop(actor.get(), filter);
        earnings = accruals.earnings(actor.get(), actor.get().organisation());
        nextSteps = forecasts.nextSteps(actor.get(), actor.get().organisation());
        dueOn = forecasts.due(actor.get());
        if (actor.may(SettlementPermission.STATEMENTS)) {
            settled = calendar.of(actor.get()).items().stream().map(each -> new Settled(each.paidOn(), each.amount(), each.kind().name()))
                    .filter(each -> SETTLED.contains(each.kind())).toList();
        }
    }

    private Accruals.Filter filter() {
        Accrual.State state = Arrays.stream(Accrual.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        return new Accruals.Filter(state, Asked.text(shop), Asked.day("from", from), Asked.day("to", to));
    }

    /** Sends the lines that are shown, all of them: {@code csv} or {@code xlsx}. */
    public void send() {
        Accruals.Filter filter = filter();
        if (actor.may(NetworkPermission.SHOPS_READ)) {
            subShops.list(actor.get()).forEach(each -> shops.put(each.code(), each));
        }
        String name = "commission" + (filter.shop() == null ? "" : "-" + filter.shop()) + (filter.from() == null ? "" : "-" + filter.from())
                + (filter.to() == null ? "" : "-" + filter.to());
        if ("xlsx".equals(type)) {
            Downloads.xlsx(name + ".xlsx", sheet -> table(filter, sheet::row));
        } else {
            Downloads.csv(name + ".csv", csv -> table(filter, csv::row));
        }
    }

    private interface Cells {
        void row(Object... cells);
    }

    private void table(Accruals.Filter filter, Cells cells) {
        ZoneId zone = actor.tenant().zone();
        cells.row(msg.get("commission.file.code"), msg.get("commission.order"), msg.get("orders.sub-shop"), msg.get("commission.file.shop-code"),
                msg.get("commission.file.sku"), msg.get("commission.file.quantity"), msg.get("commission.as"), msg.get("commission.file.delivered"),
                msg.get("commission.due-on"), msg.get("commission.state"), msg.get("commission.file.earned"), msg.get("commission.file.back"),
                msg.get("commission.amount"), msg.get("ledger.currency"));
        accruals.each(actor.get(), filter, each -> {
            Accrual of = each.accrual();
            cells.row(of.code(), of.order(), shopName(each.shop()), each.shop(), of.sku(), of.quantity(), msg.get("commission.earner." + of.earner()),
                    LocalDate.ofInstant(of.accruedAt(), zone), LocalDate.ofInstant(of.dueAt(), zone), msg.get("commission.state." + of.state()),
                    of.amount().major(), of.reversed().negated().major(), of.left().major(), of.amount().currency());
        });
    }

    /** What people call an own sub-shop; empty for others' sales. */
    public String shopName(String code) {
        SubShop known = shops.get(code);
        return known == null ? code : known.name();
    }

    /** The own sub-shops, for choosing one; none for who sells nothing. */
    public Collection<SubShop> getShops() {
        return shops.values();
    }

    /** What each sub-shop earned of what is shown. */
    public List<Accruals.ShopSum> getSums() {
        return sums;
    }

    /** What is shown as parameters of the file's address, beginning with an ampersand. */
    public String getQuery() {
        return part("view", getView()) + part("shop", shop) + part("from", from) + part("to", to);
    }

    private static String part(String name, String value) {
        return value == null || value.isBlank() ? "" : "&" + name + "=" + Links.encode(value);
    }

    public String getShop() {
        return shop;
    }

    public void setShop(String shop) {
        this.shop = shop;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    /** How far the month is from the next step, by rule. */
    public List<Forecast.NextStep> getNextSteps() {
        return nextSteps;
    }

    public List<Forecast.DueOn> getDueOn() {
        return dueOn;
    }

    /** With which settlements is paid what is due: as the calendar says it. */
    public List<Settled> getSettled() {
        return settled;
    }

    public Earnings getEarnings() {
        return earnings;
    }
}
