package entrepot.web.pages.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PayoutPermission;
import entrepot.settlement.CashForecast;
import entrepot.settlement.Forecast;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** When is paid what: two months as a calendar, what falls due below; for headquarters the members of a day. */
@Named
@RequestScoped
public class CashCalendarPage {

    private static final int MONTHS = 2;
    /** An amount from here on is shortened where a day has little room. */
    private static final BigDecimal BRIEF_FROM = BigDecimal.valueOf(1000);
    private static final int MEMBERS = 50;
    /** What a workbook's sheet holds, less its head. */
    private static final int EXPORTED_MAX = 1_000_000;

    @Inject
    private CashForecast forecasts;
    @Inject
    private Organisations organisations;
    @Inject
    private PayeeAccounts accounts;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;
    @Inject
    private PageTexts msg;
    @Inject
    private Show show;

    private String day;
    private String after;
    private Forecast forecast;
    private List<Forecast.Net> nets;
    private List<Month> months;
    private LocalDate chosen;
    private List<CashForecast.Member> members;
    private Map<OrganisationId, Forecast.Net> brought;
    private String type;
    private String next;

    /** A month as rows of seven days, Monday first. */
    public record Month(YearMonth month, List<List<Day>> weeks) {
    }

    /**
     * A day of the calendar.
     *
     * @param date   null before the first and after the last of the month
     * @param paid   what is paid on it; null where nothing is
     * @param closes how much is earned for good on it; null where nothing is
     */
    public record Day(LocalDate date, boolean today, Money paid, Money closes) {
    }

    public void load() {
        forecast = forecasts.of(actor.get());
        nets = forecasts.net(actor.get());
        months = new ArrayList<>();
        for (int i = 0; i < MONTHS; i++) {
            months.add(month(YearMonth.from(forecast.today()).plusMonths(i)));
        }
        if (day != null && !day.isEmpty() && actor.get().headquarters()) {
            try {
                chosen = LocalDate.parse(day);
            } catch (DateTimeParseException wrong) {
                throw Problem.invalid("day", day);
            }
            OrganisationId from = after == null || after.isEmpty() ? null : organisations.detail(actor.get(), after).organisation().id();
            Paged<CashForecast.Member> page = Paged.of(forecasts.members(actor.get(), chosen, from, MEMBERS + 1), MEMBERS,
                    member -> organisations.get(actor.get(), member.organisation()).code());
            members = page.items();
            brought = forecasts.net(actor.get(), chosen);
            next = page.next();
        }
    }

    /** Why nothing can be paid to the member whatever the calendar says: the key of the words; null where its account takes money. */
    public String getHeldUp() {
        if (actor.get().headquarters() || !actor.may(PayoutPermission.READ)) {
            return null;
        }
        PayeeAccount account = accounts.current(actor.get(), actor.get().organisation()).orElse(null);
        if (account == null || account.state() == PayeeAccount.State.REJECTED) {
            return "forecast.no-account";
        }
        return account.isUsable(show.getNow()) || account.kind() == PayeeAccount.Kind.WALLET ? null
                : account.state() == PayeeAccount.State.PROPOSED ? "forecast.account-unverified" : "forecast.account-frozen";
    }

    /** What the chosen day brings a member; null where nothing new falls due to it. */
    public Forecast.Net brought(OrganisationId member) {
        return brought.get(member);
    }

    /** Sends the file that the address asks for: {@code csv} or {@code xlsx}; with a day its members, else all that falls due. */
    public void send() {
        load();
        String name = "calendar-" + (chosen == null ? forecast.today() : chosen);
        if ("xlsx".equals(type)) {
            Downloads.xlsx(name + ".xlsx", sheet -> table(sheet::row));
        } else {
            Downloads.csv(name + ".csv", csv -> table(csv::row));
        }
    }

    private interface Cells {
        void row(Object... cells);
    }

    private void table(Cells cells) {
        if (chosen == null) {
            items(cells);
        } else {
            members(cells);
        }
    }

    private void items(Cells cells) {
        cells.row(msg.get("forecast.pay-day"), msg.get("forecast.kind"), msg.get("forecast.on"), msg.get("forecast.run"), msg.get("forecast.count"),
                msg.get("settlement.amount"), msg.get("settlement.members"), msg.get("forecast.currency"));
        String currency = actor.tenant().currency();
        forecast.items().stream().sorted(Comparator.comparing(Forecast.Item::paidOn, Comparator.nullsLast(Comparator.naturalOrder())))
                .forEach(item -> cells.row(item.paidOn(), msg.get("forecast.kind." + item.kind()), item.on(), item.last(), item.count(),
                item.amount().major(), null, currency));
        for (Forecast.Net net : nets) {
            cells.row(net.on(), msg.get("forecast.net.gross"), null, null, null, net.gross().major(), null, currency);
            cells.row(net.on(), msg.get("forecast.net.owed"), null, null, null, net.owed().negated().major(), null, currency);
            cells.row(net.on(), msg.get("forecast.net.tax"), null, null, null, net.tax().negated().major(), null, currency);
            net.why().forEach(why -> cells.row(net.on(), msg.get("settlement.reason." + why.reason()), null, null, null, why.amount().negated().major(),
                    why.members(), currency));
            cells.row(net.on(), msg.get("forecast.net.paid"), null, null, null, net.paid().major(), null, currency);
        }
    }

    private void members(Cells cells) {
        cells.row(msg.get("settlement.member"), msg.get("settlement.member-code"), msg.get("forecast.pay-day"), msg.get("settlement.amount"),
                msg.get("forecast.net.owed"), msg.get("forecast.net.tax"), msg.get("forecast.net.carried"), msg.get("forecast.why"),
                msg.get("forecast.net.paid"), msg.get("forecast.currency"));
        OrganisationId last = null;
        for (int done = 0; done < EXPORTED_MAX;) {
            List<CashForecast.Member> some = forecasts.members(actor.get(), chosen, last, CashForecast.LIST_MAX);
            for (CashForecast.Member each : some) {
                last = each.organisation();
                Organisation member = organisations.get(actor.get(), last);
                Forecast.Net net = brought.get(last);
                Money none = Money.zero(each.amount().currency());
                cells.row(member.name(), member.code(), chosen, each.amount().major(), (net == null ? none : net.owed()).major(),
                        (net == null ? none : net.tax()).major(), (net == null ? none : net.carried()).major(), net == null ? "" : why(net),
                        paid(each).major(), each.amount().currency());
            }
            done += some.size();
            if (some.size() < CashForecast.LIST_MAX) {
                return;
            }
        }
    }

    private String why(Forecast.Net net) {
        return net.why().isEmpty() ? "" : msg.get("settlement.reason." + net.why().get(0).reason());
    }

    /** What leaves to a member on the chosen day: what is on its way, and of what falls due what a run would pay. */
    public Money paid(CashForecast.Member member) {
        Forecast.Net net = brought.get(member.organisation());
        return net == null ? member.amount() : net.leaving(member.amount());
    }

    private Month month(YearMonth month) {
        List<List<Day>> weeks = new ArrayList<>();
        LocalDate date = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        while (!date.isAfter(month.atEndOfMonth())) {
            List<Day> week = new ArrayList<>();
            for (int i = 0; i < DayOfWeek.values().length; i++, date = date.plusDays(1)) {
                week.add(YearMonth.from(date).equals(month) ? day(date) : new Day(null, false, null, null));
            }
            weeks.add(week);
        }
        return new Month(month, weeks);
    }

    private Day day(LocalDate date) {
        Money paid = payments().filter(each -> each.on().equals(date)).map(Forecast.Payment::amount).findFirst().orElse(null);
        Money closes = forecast.items().stream().filter(each -> each.on().equals(date) && each.kind() == Forecast.Kind.WINDOW)
                .map(Forecast.Item::amount).reduce(Money::plus).orElse(null);
        return new Day(date, date.equals(forecast.today()), paid, closes);
    }

    /** So short that it stands in a day on a phone. */
    public String brief(Money amount) {
        if (amount.major().abs().compareTo(BRIEF_FROM) < 0) {
            return show.money(amount);
        }
        NumberFormat format = NumberFormat.getCompactNumberInstance(language.locale(), NumberFormat.Style.SHORT);
        format.setMaximumFractionDigits(1);
        return format.format(amount.major());
    }

    /** The next day on which something is paid; null where nothing is known. */
    public Forecast.Payment getNextPayment() {
        return payments().filter(each -> each.amount().isPositive()).findFirst().orElse(null);
    }

    /** What leaves on each day: where it is known what a run would make of the day's dues, that and not the dues. */
    private Stream<Forecast.Payment> payments() {
        return forecast.payments().stream().map(each -> {
            Forecast.Net net = netOf(each.on());
            return net == null ? each : new Forecast.Payment(each.on(), net.leaving(each.amount()));
        });
    }

    /** What a day of payment pays, item by item. */
    public List<Forecast.Item> itemsOf(LocalDate paidOn) {
        return forecast.items().stream().filter(each -> paidOn.equals(each.paidOn())).toList();
    }

    /** What the member owes, by the day it is due. */
    public List<Forecast.Item> getOwed() {
        return forecast.items().stream().filter(each -> each.kind() == Forecast.Kind.OWED).toList();
    }

    /** Whether so little is carried over instead of paid: said to a member, whose amounts these are. */
    public boolean isLittle(Forecast.Payment payment) {
        return !actor.get().headquarters() && payment.amount().isPositive() && payment.amount().compareTo(forecast.minimum()) < 0;
    }

    /** What a run would make of the day's dues; null where nothing is due. */
    public Forecast.Net netOf(LocalDate paidOn) {
        return nets.stream().filter(each -> each.on().equals(paidOn)).findFirst().orElse(null);
    }

    public Forecast getForecast() {
        return forecast;
    }

    public List<Month> getMonths() {
        return months;
    }

    public LocalDate getChosen() {
        return chosen;
    }

    public List<CashForecast.Member> getMembers() {
        return members;
    }

    public String getNext() {
        return next;
    }

    public String getDay() {
        return day;
    }

    public void setDay(String day) {
        this.day = day;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
