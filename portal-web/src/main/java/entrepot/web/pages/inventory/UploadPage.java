package entrepot.web.pages.inventory;

import entrepot.inventory.StockUpload;
import entrepot.inventory.StockUploads;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** What became of each row of a file or a call. */
@Named
@RequestScoped
public class UploadPage {

    private static final String LEFT_OUT = "left-out";
    private static final int SHOWN = 300;

    @Inject
    private StockUploads uploads;
    @Inject
    private PageTexts msg;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String view;
    private StockUpload upload;

    public void load() {
        getUpload();
    }

    public void download() {
        Downloads.csv("left-out.csv", csv -> {
            csv.row("SKU", "Quantity", "Whose", msg.get("inventory.why"));
            leftOut().forEach(row -> csv.row(row.sku(), row.quantity(), row.own() ? "own" : "consigned", why(row)));
        });
    }

    private List<StockUpload.Row> leftOut() {
        return getUpload().rows().stream().filter(r -> r.outcome() == StockUpload.Outcome.LEFT_OUT
                || r.outcome() == StockUpload.Outcome.WITH_THE_OTHERS).toList();
    }

    public String why(StockUpload.Row row) {
        return row.why() == null ? "" : msg.get("inventory.upload.why." + row.why());
    }

    public String tone(StockUpload.Row row) {
        return switch (row.outcome()) {
            case TAKEN -> "good";
            case SAME -> "idle";
            case PROPOSED -> "warn";
            default -> "bad";
        };
    }

    public StockUpload getUpload() {
        if (upload == null) {
            upload = uploads.get(actor.get(), getCode());
        }
        return upload;
    }

    public List<StockUpload.Row> getRows() {
        return (LEFT_OUT.equals(view) ? leftOut() : getUpload().rows()).stream().limit(SHOWN).toList();
    }

    public String getCode() {
        return request.getParameter("code");
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }
}
