package entrepot.web.pages.agent.lists;

import entrepot.lists.Fault;
import entrepot.lists.Field;
import entrepot.lists.Rows;
import entrepot.lists.ShippingList;
import entrepot.lists.ShippingLists;
import entrepot.lists.ShippingLists.Editable;
import entrepot.lists.ShippingLists.EditableCell;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Orders that need repair, with their cells to be corrected in place; checked again when saved. */
@Named
@ViewScoped
public class ListFixPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ORDERS = 10;

    @Inject
    private ShippingLists lists;
    @Inject
    private CurrentActor actor;
    @Inject
    private Faults faults;
    @Inject
    private Language language;
    @Inject
    private HttpServletRequest request;

    private List<Broken> rows;
    private Integer next;
    private ShippingList list;

    /** A cell as it is typed. */
    public static final class Typed {

        private final EditableCell cell;
        private final String proposal;
        private String value;

        Typed(EditableCell cell, String proposal) {
            this.cell = cell;
            this.proposal = proposal;
            this.value = cell.value();
        }

        public Field getField() {
            return cell.field();
        }

        /** What may have been meant; empty where nothing is near. */
        public String getProposal() {
            return proposal;
        }

        public String getValue() {
            return value;
        }

        public void setValue(String value) {
            this.value = value == null ? "" : value;
        }
    }

    /** An order with what is wrong and its cells. */
    public record Broken(String number, String row, List<String> said, List<Typed> head, List<List<Typed>> lines) {
        public Broken {
            said = List.copyOf(said);
            head = List.copyOf(head);
            lines = List.copyOf(lines);
        }
    }

    public void load() {
        getList();
    }

    public ShippingList getList() {
        if (list == null) {
            list = lists.get(actor.get(), getCode());
        }
        return list;
    }

    public List<Broken> getRows() {
        if (rows == null) {
            rows = new ArrayList<>();
            List<Editable> found = lists.editable(actor.get(), getCode(), after(), ORDERS + 1);
            next = found.size() > ORDERS ? Integer.valueOf(found.get(ORDERS - 1).order().no()) : null;
            found.stream().limit(ORDERS).forEach(each -> rows.add(broken(each)));
        }
        return rows;
    }

    private Broken broken(Editable each) {
        List<Fault> all = each.order().faults();
        return new Broken(each.order().outsideNumber(), Rows.text(each.order().rows().get(0)),
                all.stream().filter(fault -> !fault.isNote()).map(fault -> faults.text(fault, language.locale(), true)).limit(10).toList(),
                typed(each.head(), all), each.lines().stream().map(line -> typed(line, all)).limit(50).toList());
    }

    private static List<Typed> typed(List<EditableCell> cells, List<Fault> all) {
        return cells.stream().map(cell -> new Typed(cell, all.stream()
                .filter(fault -> fault.row() == cell.row() && cell.field().name().equals(fault.details().get("field")))
                .map(fault -> fault.details().getOrDefault("proposal", "")).findFirst().orElse(""))).toList();
    }

    /** Takes what was proposed in place of what stands there. */
    public String take(Typed typed) {
        typed.setValue(typed.getProposal());
        return save();
    }

    public String save() {
        List<EditableCell> corrected = new ArrayList<>();
        for (Broken each : getRows()) {
            corrected(each.head(), corrected);
            each.lines().forEach(line -> corrected(line, corrected));
        }
        ShippingList now = lists.correct(actor.get(), getCode(), corrected);
        String on = now.bad() + now.refused() > 0 ? "/agent/lists/fix?code=" : "/agent/lists/detail?code=";
        return Done.to(on + getCode(), "lists.checked-again", "ready", now.ready(), "bad", now.bad());
    }

    private static void corrected(List<Typed> cells, List<EditableCell> into) {
        cells.stream().filter(typed -> !typed.getValue().equals(typed.cell.value())).forEach(typed ->
                into.add(new EditableCell(typed.cell.row(), typed.cell.field(), typed.getValue())));
    }

    private int after() {
        String after = request.getParameter("after");
        return after == null || !after.matches("\\d{1,6}") ? 0 : Integer.parseInt(after);
    }

    public Integer getNext() {
        getRows();
        return next;
    }

    public String getAfter() {
        return after() == 0 ? null : Integer.toString(after());
    }

    public String getCode() {
        return request.getParameter("code");
    }

    public void setCode(String code) {
        // read from the address, which the form keeps
    }
}
