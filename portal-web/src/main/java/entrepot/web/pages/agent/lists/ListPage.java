package entrepot.web.pages.agent.lists;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.lists.Rows;
import entrepot.network.SubShops;
import entrepot.ordering.OrderPermission;
import entrepot.platform.files.Table;
import entrepot.wallet.WalletPermission;
import entrepot.wallet.Wallets;
import entrepot.lists.Fault;
import entrepot.lists.ListedOrder;
import entrepot.lists.ShippingList;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.lists.ShippingLists;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One shipping list: what it was recognised as, what is wrong, placing, what came of it. */
@Named
@RequestScoped
public class ListPage {

    private static final int ROWS = 50;
    private static final Map<String, Set<Outcome>> VIEWS = Map.of(
            "problems", EnumSet.of(Outcome.BAD, Outcome.REFUSED, Outcome.PRICE_CHANGED), "ready", EnumSet.of(Outcome.READY),
            "waiting", EnumSet.of(Outcome.WAITING_LABEL), "differs", EnumSet.of(Outcome.DIFFERS),
            "placed", EnumSet.of(Outcome.PLACED, Outcome.WAITING_FUNDS), "left-out", EnumSet.of(Outcome.LEFT_OUT));

    @Inject
    private SubShops subShops;
    @Inject
    private ShippingLists lists;
    @Inject
    private CurrentActor actor;
    @Inject
    private Faults faults;
    @Inject
    private Language language;
    @Inject
    private PageTexts msg;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    @Inject
    private Wallets wallets;

    private Money available;
    private ShippingLists.Allowance allowance;
    private boolean allowanceRead;
    private ShippingLists.Trouble trouble;
    private boolean troubleRead;
    private String encoding;
    private String code;
    private String view;
    private Integer after;
    private Integer next;
    private ShippingList list;
    private List<ListedOrder> rows;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (list != null) {
            return;
        }
        code = getCode();
        view = view == null ? request.getParameter("view") : view;
        after = after == null ? row(request.getParameter("after")) : after;
        list = lists.get(actor.get(), code);
        if (view == null) {
            view = list.bad() + list.again() > 0 ? "problems" : list.count(Outcome.DIFFERS) > 0 ? "differs"
                    : list.count(Outcome.WAITING_LABEL) > 0 ? "waiting" : list.placed() > 0 ? "placed" : "ready";
        }
        List<ListedOrder> found = lists.orders(actor.get(), code,
                VIEWS.getOrDefault(view, EnumSet.allOf(Outcome.class)), after == null ? 0 : after, ROWS + 1);
        next = found.size() > ROWS ? Integer.valueOf(found.get(ROWS - 1).no()) : null;
        rows = found.stream().limit(ROWS).toList();
    }

    private static Integer row(String text) {
        return text == null || !text.matches("\\d{1,9}") ? null : Integer.valueOf(text);
    }

    /** What became of the list, step by step. */
    public List<TimelineStep> getHistory() {
        return steps.of(lists.history(actor.get(), getCode()), "lists.state");
    }

    public String place() {
        lists.place(actor.get(), getCode());
        return Done.to("/agent/lists/detail?code=" + getCode(), "lists.placing");
    }

    public String discard() {
        lists.discard(actor.get(), getCode());
        return Done.to("/agent/lists/detail?code=" + getCode(), "lists.discarded");
    }

    /** All rows that were not placed, with the reason in the last column. */
    public void download() {
        Downloads.csv(getCode() + ".csv", csv -> rejected(csv::row));
    }

    /** The same as a workbook. */
    public void downloadWorkbook() {
        Downloads.xlsx(getCode() + ".xlsx", xlsx -> rejected(xlsx::row));
    }

    private void rejected(Consumer<Object[]> rows) {
        ShippingLists.Rejected rejected = lists.rejected(actor.get(), getCode());
        List<Object> header = new ArrayList<>(rejected.header());
        header.add(msg.get("lists.reason"));
        rows.accept(header.toArray());
        for (ShippingLists.RejectedRow row : rejected.rows()) {
            List<Object> cells = new ArrayList<>(row.cells());
            while (cells.size() < rejected.header().size()) {
                cells.add("");
            }
            cells.add(faults.text(row.faults(), language.locale(), false));
            rows.accept(cells.toArray());
        }
    }

    /** Cancels or changes an order as the shop says now. */
    public String follow(int order) {
        return followed(List.of(order));
    }

    /** The same for all on this page of the view. */
    public String followAll() {
        load();
        return followed(rows.stream().filter(row -> row.outcome() == Outcome.DIFFERS).map(ListedOrder::no).toList());
    }

    private String followed(List<Integer> which) {
        int done = 0;
        for (int each : which) {
            try {
                lists.follow(actor.get(), getCode(), each);
                done++;
            } catch (Problem refusal) {
                if (which.size() == 1) {
                    throw refusal;
                }
            }
        }
        String here = "/agent/lists/detail?code=" + getCode() + "&view=differs";
        return done == which.size() ? Done.to(here, "lists.differs.done", "n", done)
                : Done.to(here, "lists.differs.some", "n", done, "m", which.size() - done);
    }

    /** The order stays as it is, whatever the file says. */
    public String leave(int order) {
        lists.followed(actor.get(), getCode(), order);
        return Done.to("/agent/lists/detail?code=" + getCode() + "&view=differs", "lists.differs.left");
    }

    public boolean isToCancel(ListedOrder row) {
        return row.outcome() == Outcome.DIFFERS && row.faults().stream().anyMatch(fault -> "CANCEL".equals(fault.details().get("what")));
    }

    public boolean followable(ListedOrder row) {
        return actor.may(OrderPermission.CHANGE) && (!isToCancel(row) || actor.may(OrderPermission.CANCEL));
    }

    /** Why placing does not go on; null where it does. */
    public ShippingLists.Trouble getTrouble() {
        if (!troubleRead) {
            troubleRead = true;
            trouble = lists.trouble(actor.get(), getCode()).orElse(null);
        }
        return trouble;
    }

    public String getTroubleText() {
        return msg.text("lists.trouble", "n", trouble.times(), "why", faults.text(trouble.why(), language.locale(), false));
    }

    /** Checks the list again: catalogue, prices or limits may have changed. */
    public String check() {
        ShippingList now = lists.check(actor.get(), getCode());
        return Done.to("/agent/lists/detail?code=" + getCode(), "lists.checked-again", "ready", now.ready(), "bad", now.bad());
    }

    /** Reads the first file with the encoding that was chosen. */
    public String readAgain() {
        lists.readAs(actor.get(), getCode(), 1, encoding);
        return Done.to("/agent/lists/detail?code=" + getCode());
    }

    public List<ShippingLists.ReadFile> getFiles() {
        return lists.files(actor.get(), getCode());
    }

    /** An earlier list that brought the same file; null where there is none. */
    public String getTwin() {
        return lists.twin(actor.get(), getCode()).orElse(null);
    }

    public List<String> getEncodings() {
        return Table.encodings();
    }

    public boolean isReadable() {
        return getList().state() == State.CHECKED && !Table.XLSX.equals(list.encoding()) && list.placed() == 0;
    }

    public boolean isCheckable() {
        return (getList().state() == State.CHECKED || list.state() == State.DONE) && list.bad() + list.count(Outcome.WAITING_LABEL) > 0;
    }

    public boolean isMapping() {
        return getList().state() == State.MAPPING;
    }

    /** What may be spent; null for whoever may not see the wallet. */
    public Money getAvailable() {
        if (available == null && actor.may(WalletPermission.READ) && getList().readyTotal() != null) {
            available = wallets.balance(actor.get(), getList().organisation()).spendable();
        }
        return available;
    }

    public boolean isEnough() {
        return getAvailable() == null || available.compareTo(list.readyTotal()) >= 0;
    }

    public int getPayable() {
        return lists.payable(actor.get(), getCode(), getAvailable());
    }

    /** What the sub-shop's limits let through today of what is ready; null where there are none, or nothing is ready. */
    public ShippingLists.Allowance getAllowance() {
        if (!allowanceRead && getList().ready() > 0) {
            allowance = lists.allowance(actor.get(), getCode()).orElse(null);
        }
        allowanceRead = true;
        return allowance;
    }

    public Money getOrderedToday() {
        return Money.of(getAllowance().day().minor(), list.readyTotal().currency());
    }

    public Money getMissing() {
        return list.readyTotal().minus(getAvailable());
    }

    /** Orders a minute since placing began; 0 while nobody can say. */
    public int getRate() {
        long seconds = lists.placingFor(actor.get(), getCode()).toSeconds();
        return seconds < 3 ? 0 : (int) Math.min(getDone() * 60L / seconds, 1_000_000);
    }

    public int getLeft() {
        return getRate() == 0 ? 0 : (int) Math.ceil(list.ready() / (double) getRate());
    }

    /** What is wrong with an order. */
    public List<String> said(ListedOrder order) {
        return order.faults().stream().filter(fault -> !fault.isNote()).map(fault -> faults.text(fault, language.locale(), true))
                .limit(10).toList();
    }

    /** What was repaired and is only worth knowing. */
    public List<String> noted(ListedOrder order) {
        return order.faults().stream().filter(Fault::isNote).map(fault -> faults.text(fault, language.locale(), true)).limit(10)
                .toList();
    }

    public String rowsOf(ListedOrder order) {
        List<Long> own = order.rows().stream().filter(row -> Rows.file(row) == Rows.file(order.rows().get(0))).toList();
        long first = own.get(0);
        long last = own.get(own.size() - 1);
        return first == last ? Rows.text(first) : Rows.text(first) + "–" + Rows.inFile(last);
    }

    public boolean isPlaceable() {
        // what came ready after the others were placed has its own turn; with others to be placed again it goes with them
        return getList().ready() > 0 && (list.state() == State.CHECKED || list.state() == State.DONE && list.again() == 0);
    }

    public boolean isAgain() {
        return getList().state() == State.DONE && list.again() > 0;
    }

    public boolean isDiscardable() {
        return getList().state() == State.CHECKED;
    }

    public boolean isPlacing() {
        return getList().state() == State.PLACING;
    }

    public boolean isDownloadable() {
        return getList().bad() + list.refused() + list.leftOut() > 0;
    }

    public int getAll() {
        return getList().ready() + list.placed() + list.again();
    }

    public int getDone() {
        return getList().placed() + list.again();
    }

    public ShippingList getList() {
        load();
        return list;
    }

    /** The sub-shop by its name. */
    public String getSubShop() {
        return subShops.byCode(actor.get(), getList().subShopCode()).name();
    }

    public List<ListedOrder> getRows() {
        load();
        return rows;
    }

    public Integer getNext() {
        return next;
    }

    public String getCode() {
        return code == null ? request.getParameter("code") : code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getEncoding() {
        return encoding == null ? getList().encoding() : encoding;
    }

    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public Integer getAfter() {
        return after;
    }

    public void setAfter(Integer after) {
        this.after = after;
    }
}
