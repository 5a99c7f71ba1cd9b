package entrepot.web.pages.finance.settlements;

import entrepot.kernel.Money;
import entrepot.ledger.PostingKey;
import entrepot.settlement.Reconciled;
import entrepot.settlement.Reconciliation;
import entrepot.web.pages.finance.ledger.Causes;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Statements, ledger and bank side by side, with what differs; freight and income of the month beside them. */
@Named
@RequestScoped
public class ReconciliationPage {

    /** In this order from below in each bar, and in the table. */
    private static final List<String> KINDS = List.of("SALES", "FREIGHT_INCOME", "FRANCHISE_FEES", "PENALTIES", "INTEREST");
    private static final int MONTHS = 12;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 220;
    private static final int GROUND = 196;
    private static final int TOP = 12;
    private static final int GAP = 14;

    @Inject
    private Reconciliation reconciliation;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;
    @Inject
    private PageTexts texts;
    @Inject
    private Causes causes;

    private String from;
    private String to;
    private String type;
    private Reconciled reconciled;
    private List<MonthRow> rows;

    /** A month of the chart and of the table under it; amounts in the order of the kinds, null where nothing was. */
    public record MonthRow(YearMonth month, List<Money> amounts, Money total, List<Bar> bars, int middle) {
    }

    /** One kind's part of a bar. {@code tone} is its number, {@code about} the whole of it in words. */
    public record Bar(int x, int y, int width, int height, int tone, String about) {
    }

    public void load() {
        compare(false);
    }

    private void compare(boolean full) {
        YearMonth before = YearMonth.from(show.getNow().atZone(actor.tenant().zone())).minusMonths(1);
        YearMonth last = month(to, month(from, before));
        YearMonth first = month(from, last);
        if (last.isBefore(first)) {
            YearMonth later = first;
            first = last;
            last = later;
        }
        from = first.toString();
        to = last.toString();
        reconciled = full ? reconciliation.inFull(actor.get(), first, last) : reconciliation.of(actor.get(), first, last);
        rows = rows(last);
    }

    /** What cannot be read is said, and the page shows what it would without. */
    private static YearMonth month(String said, YearMonth otherwise) {
        try {
            return said == null || said.isEmpty() ? otherwise : YearMonth.parse(said);
        } catch (DateTimeParseException wrong) {
            Done.say("refusal.month", "month", said);
            return otherwise;
        }
    }

    private List<MonthRow> rows(YearMonth last) {
        String currency = actor.tenant().currency();
        Map<YearMonth, Map<String, Money>> by = new LinkedHashMap<>();
        for (int i = MONTHS - 1; i >= 0; i--) {
            by.put(last.minusMonths(i), new LinkedHashMap<>());
        }
        reconciled.income().forEach(each -> by.get(each.month()).put(each.kind(), each.amount()));
        long largest = Math.max(1, by.values().stream().mapToLong(kinds -> kinds.values().stream().mapToLong(money -> Math.max(0, money.minor())).sum())
                .max().orElse(1));
        List<MonthRow> made = new ArrayList<>();
        int step = WIDTH / MONTHS;
        for (Map.Entry<YearMonth, Map<String, Money>> each : by.entrySet()) {
            int x = made.size() * step + GAP / 2;
            List<Bar> bars = new ArrayList<>();
            int y = GROUND;
            for (int i = 0; i < KINDS.size(); i++) {
                Money amount = each.getValue().get(KINDS.get(i));
                int height = amount == null || !amount.isPositive() ? 0 : (int) Math.max(1, amount.minor() * (GROUND - TOP) / largest);
                if (height > 0) {
                    y -= height;
                    bars.add(new Bar(x, y, step - GAP, height, i, show.month(each.getKey()) + " · " + texts.get("ledger.kind." + KINDS.get(i)) + " · "
                            + show.money(amount)));
                }
            }
            made.add(new MonthRow(each.getKey(), KINDS.stream().map(kind -> each.getValue().getOrDefault(kind, Money.zero(currency))).toList(),
                    each.getValue().values().stream().reduce(Money.zero(currency), Money::plus), bars, x + (step - GAP) / 2));
        }
        return made;
    }

    /** Sends checks, differences and income as a file. */
    public void send() {
        compare(true);
        String name = "reconciliation-" + (from.equals(to) ? to : from + "-" + to);
        if ("xlsx".equals(type)) {
            Downloads.xlsx(name + ".xlsx", sheet -> table().forEach(row -> sheet.row(row)));
        } else {
            Downloads.csv(name + ".csv", csv -> table().forEach(row -> csv.row(row)));
        }
    }

    private List<Object[]> table() {
        List<Object[]> table = new ArrayList<>();
        table.add(Stream.of("settlement.month", "reconcile.section", "reconcile.what", "settlement.cause", "settlement.on", "settlement.detail", "reconcile.left",
                "reconcile.right", "settlement.amount", "settlement.state", "settlement.currency").map(texts::get).toArray());
        String currency = actor.tenant().currency();
        for (Reconciled.Check check : reconciled.checks()) {
            table.add(new Object[] {to, texts.get("reconcile.check"), texts.get("reconcile.check." + check.key()), "", "", "", check.left().major(),
                    check.right().major(), check.difference().major(), texts.get(check.holds() ? "reconcile.state.holds" : "reconcile.state.open"), currency});
        }
        for (Reconciled.Difference each : reconciled.differences()) {
            table.add(new Object[] {to, texts.get("reconcile.check." + each.check()), named(each), each.code(), each.on(), each.detail(), null, null,
                    each.amount().major(), texts.get(each.open() ? "reconcile.state.open" : "reconcile.state.explained"), currency});
        }
        for (Reconciled.Freight each : reconciled.freight()) {
            table.add(new Object[] {to, texts.get("reconcile.freight"), texts.get("ledger.event." + each.event()), "", "", "",
                    each.charged().major(), each.paid().major(), each.margin().major(), "", currency});
        }
        for (Reconciled.Bill each : reconciled.bills()) {
            table.add(new Object[] {to, texts.get("reconcile.bills"), each.carrier() + " " + each.number(), each.code(), each.on(), "", each.expected().major(), each.total().major(),
                    each.expected().minus(each.total()).major(), "", currency});
        }
        for (Reconciled.Income each : reconciled.income()) {
            table.add(new Object[] {each.month().toString(), texts.get("reconcile.income"), texts.get("ledger.kind." + each.kind()), "", "", "", null,
                    null, each.amount().major(), "", currency});
        }
        if (reconciled.cut()) {
            table.add(new Object[] {to, "cut", texts.get("reconcile.cut"), "", "", "", null, null, null, "", currency});
        }
        return table;
    }

    /** What an item of the list of differences is called. */
    public String named(Reconciled.Difference difference) {
        String own = "reconcile.difference." + difference.key();
        return texts.containsKey(own) ? texts.get(own) : texts.get("ledger.event." + difference.key());
    }

    /** Where finance sees what it is about. */
    public String page(Reconciled.Difference difference) {
        return causes.to(new PostingKey(difference.key(), difference.type(), difference.code()));
    }

    public boolean isAllHold() {
        return reconciled.checks().stream().allMatch(Reconciled.Check::holds);
    }

    public List<String> getKinds() {
        return KINDS;
    }

    public int getWidth() {
        return WIDTH;
    }

    public int getHeight() {
        return HEIGHT;
    }

    public int getGround() {
        return GROUND;
    }

    public Reconciled getReconciled() {
        return reconciled;
    }

    /** Months in which something came in, for the table; the chart shows all. */
    public List<MonthRow> getEarning() {
        return rows.stream().filter(row -> !row.total().isZero()).toList();
    }

    public List<MonthRow> getRows() {
        return rows;
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
}
