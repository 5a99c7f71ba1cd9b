package entrepot.web.pages.agent.lists;

import entrepot.network.SubShops;
import entrepot.lists.ListedOrder;
import entrepot.lists.ShippingList;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.lists.ShippingLists;
import entrepot.web.pages.frame.Done;
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

/** One shipping list: what it was recognised as, what is wrong, placing, what came of it. */
@Named
@RequestScoped
public class ListPage {

    private static final int ROWS = 50;
    private static final Map<String, Set<Outcome>> VIEWS = Map.of(
            "problems", EnumSet.of(Outcome.BAD, Outcome.REFUSED), "ready", EnumSet.of(Outcome.READY),
            "placed", EnumSet.of(Outcome.PLACED), "left-out", EnumSet.of(Outcome.LEFT_OUT));

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
        list = lists.get(actor.get(), code);
        if (view == null) {
            view = list.bad() + list.refused() > 0 ? "problems" : list.placed() > 0 ? "placed" : "ready";
        }
        List<ListedOrder> found = lists.orders(actor.get(), code,
                VIEWS.getOrDefault(view, EnumSet.allOf(Outcome.class)), after == null ? 0 : after, ROWS + 1);
        next = found.size() > ROWS ? Integer.valueOf(found.get(ROWS - 1).no()) : null;
        rows = found.stream().limit(ROWS).toList();
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

    /** All rows that were not placed, as they stood in the file, with the reason in the last column. */
    public void download() {
        ShippingLists.Rejected rejected = lists.rejected(actor.get(), getCode());
        Downloads.csv(getCode() + ".csv", csv -> {
            List<Object> header = new ArrayList<>(rejected.header());
            header.add(msg.get("lists.reason"));
            csv.row(header.toArray());
            for (ShippingLists.RejectedRow row : rejected.rows()) {
                List<Object> cells = new ArrayList<>(row.cells());
                while (cells.size() < rejected.header().size()) {
                    cells.add("");
                }
                cells.add(faults.text(row.faults(), language.locale(), false));
                csv.row(cells.toArray());
            }
        });
    }

    /** What is wrong with an order, or worth knowing. */
    public List<String> said(ListedOrder order) {
        return order.faults().stream().map(fault -> faults.text(fault, language.locale(), true)).limit(10).toList();
    }

    public String rowsOf(ListedOrder order) {
        long first = order.rows().get(0);
        long last = order.rows().get(order.rows().size() - 1);
        return first == last ? Long.toString(first) : first + "–" + last;
    }

    public boolean isPlaceable() {
        return getList().state() == State.CHECKED && list.ready() > 0;
    }

    public boolean isAgain() {
        return getList().state() == State.DONE && list.refused() > 0;
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
        return getList().ready() + list.placed() + list.refused();
    }

    public int getDone() {
        return getList().placed() + list.refused();
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
