package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.Papers;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.ordering.ParcelLabels;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is done with the consignments that are ticked in the list: printed, or marked as packed. */
@Named
@ViewScoped
public class PapersPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String PDF = "application/pdf";

    @Inject
    private Papers papers;
    @Inject
    private Shipping shipping;
    @Inject
    private ParcelLabels labels;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;
    @Inject
    private HttpServletRequest request;

    private Map<String, Boolean> chosen = new HashMap<>();

    private List<String> codes() {
        List<String> codes = chosen.entrySet().stream().filter(e -> Boolean.TRUE.equals(e.getValue())).map(Map.Entry::getKey)
                .sorted().toList();
        if (codes.isEmpty()) {
            throw Problem.missing("consignments");
        }
        return codes;
    }

    public void pickList() {
        Downloads.bytes("pick-list.pdf", PDF, papers.pickList(actor.get(), codes(), language.locale()));
    }

    public void slips() {
        Downloads.bytes("packing-slips.pdf", PDF, papers.slips(actor.get(), codes()));
    }

    public void labels() {
        labels(Papers.LabelSize.MM_100_150);
    }

    public void labelsOnPaper() {
        labels(Papers.LabelSize.A4);
    }

    /** The label of one consignment alone. */
    public void label(String code) {
        labels("label-" + code + ".pdf", List.of(code), Papers.LabelSize.MM_100_150);
    }

    private void labels(Papers.LabelSize size) {
        labels("labels.pdf", codes(), size);
    }

    private void labels(String name, List<String> codes, Papers.LabelSize size) {
        Actor who = actor.get();
        Downloads.bytes(name, PDF, papers.labels(who, codes, size, labels.of(who, codes), language.locale()));
    }

    /** Those that are packed already stay so. */
    public String pack() {
        Actor who = actor.get();
        List<String> codes = codes();
        codes.forEach(code -> shipping.pack(who, code));
        return Done.to(Paths.area(request) + "/shipments/list?view=hand-over", "fulfilment.packed-many", "count", codes.size());
    }

    public Map<String, Boolean> getChosen() {
        return chosen;
    }
}
