package entrepot.web.pages.desk;

import entrepot.kernel.Money;
import entrepot.platform.access.Actor;
import entrepot.reporting.Desk;
import entrepot.reporting.Desk.Figure;
import entrepot.reporting.Desk.Task;
import entrepot.reporting.Desks;
import entrepot.reporting.ReportingPermission;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The first page of every role: what waits (the cards of all capabilities, and the most urgent pieces one by one), then the figures that matter
 * and a picture of the last days. Who works in two parts of the portal has both on one desk.
 */
@Named
@RequestScoped
public class DeskPage {

    @Inject
    @Any
    private Instance<DeskCards> capabilities;
    @Inject
    private Desks desks;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;
    @Inject
    private Language language;
    @Inject
    private Show show;

    private final List<DeskCard> cards = new ArrayList<>();
    private final List<DeskFigure> figures = new ArrayList<>();
    private final List<DayChart> charts = new ArrayList<>();
    private final List<Ranking> rankings = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();

    public void load() {
        Actor who = actor.get();
        capabilities.forEach(capability -> cards.addAll(capability.cards(who)));
        // what is late first, then what has to be done by a day, then what has waited longest
        cards.sort(Comparator.comparing((DeskCard card) -> !card.late()).thenComparing(DeskCard::until, Comparator.nullsLast(Comparator.naturalOrder())).thenComparing(DeskCard::oldest, Comparator.nullsLast(Comparator.naturalOrder())));
        if (who.may(ReportingPermission.AGENT)) {
            take("agent", desks.agent(who));
        }
        if (who.may(ReportingPermission.DEALER)) {
            take("dealer", desks.dealer(who));
        }
        if (who.may(ReportingPermission.HEADQUARTERS)) {
            take("hq", desks.headquarters(who));
        }
        if (who.may(ReportingPermission.FINANCE)) {
            take("finance", desks.finance(who));
        }
    }

    private void take(String area, Desk desk) {
        desk.figures().forEach(figure -> figures.add(figure(area, figure)));
        if (!desk.days().isEmpty()) {
            charts.add(DayChart.of("reporting.days." + area, desk.days(), language.locale(),
                    day -> day.amount() == null ? show.number(day.count()) : money(day.amount()),
                    day -> day.amount() == null ? show.number(day.count()) : brief(day.amount(), language.locale()), day -> show.date(day.date())));
        }
        if (!desk.ranking().isEmpty()) {
            rankings.add(Ranking.of("reporting.ranking." + area, desk.ranking()));
        }
        tasks.addAll(desk.tasks());
    }

    private DeskFigure figure(String area, Figure figure) {
        String label = msg.get("reporting.figure." + figure.name());
        String value = figure.count() == null ? show.money(figure.amount()) : show.number(figure.count());
        String note = "";
        if (figure.count() == null) {
            note = figure.amount().currency();
        } else if (figure.amount() != null) {
            note = money(figure.amount());
        } else if (figure.before() != null) {
            note = msg.text("reporting.yesterday", "n", show.number(figure.before()));
        }
        return new DeskFigure(label, value, note, href(area, figure.name()));
    }

    /** The list behind a figure. */
    private String href(String area, Desk.FigureName name) {
        return switch (name) {
            case ORDERS_TODAY, ORDERS_MONTH -> "/" + area + "/orders/list";
            case WALLET, HELD -> area.equals("agent") ? "/agent/wallet/overview" : "/finance/ledger/trial-balance";
            case COMMISSION_PENDING -> "/agent/commission/list?view=PENDING";
            case COMMISSION_DUE -> "/agent/commission/list?view=DUE";
            case SHIPPED_TODAY, SHIPPED_MONTH -> "/dealer/shipments/list?view=under-way";
            case DEALER_DUE -> "/dealer/statements/list";
            case LATE -> area.equals("dealer") ? "/dealer/shipments/list" : "/hq/orders/list?view=open";
            case MEMBERS -> "/hq/members/list";
            case PEOPLE -> "/account/people";
            case INVITATIONS -> "/hq/messaging/outbox";
            case TO_CONFIRM -> "/finance/topups/list?view=REPORTED";
            case TO_PAY -> "/finance/statements/list";
            case DUE_TO_MEMBERS, PENDING_TOTAL, WALLETS -> "/finance/ledger/trial-balance";
        };
    }

    private String money(Money amount) {
        return show.money(amount) + " " + amount.currency();
    }

    private static String brief(Money amount, Locale language) {
        NumberFormat format = NumberFormat.getCompactNumberInstance(language, NumberFormat.Style.SHORT);
        format.setMaximumFractionDigits(0);
        return format.format(amount.major());
    }

    /** Cards with work behind them. */
    public List<DeskCard> getCards() {
        return cards.stream().filter(card -> card.count() > 0).toList();
    }

    /** Work that this person has, of which nothing waits. */
    public List<DeskCard> getCalm() {
        return cards.stream().filter(card -> card.count() == 0).toList();
    }

    public List<DeskFigure> getFigures() {
        return figures;
    }

    public List<DayChart> getCharts() {
        return charts;
    }

    public List<Ranking> getRankings() {
        return rankings;
    }

    /** The most urgent pieces: what is late, then what is due, then what has waited longest; of two desks those of both. */
    public List<DeskTask> getTasks() {
        List<Task> sorted = new ArrayList<>(tasks);
        if (actor.may(ReportingPermission.AGENT) && actor.may(ReportingPermission.DEALER)) {
            sorted.sort(Comparator.comparing((Task task) -> !task.late()).thenComparing(Task::due, Comparator.nullsLast(Comparator.<Instant>naturalOrder())).thenComparing(Task::since));
        }
        return sorted.stream().limit(Desk.TASKS_MAX).map(DeskTask::of).toList();
    }

    /** Whether any of the tasks is a matter of money. */
    public boolean isMoney() {
        return tasks.stream().anyMatch(task -> task.amount() != null);
    }

    public String getName() {
        return actor.get().name();
    }
}
