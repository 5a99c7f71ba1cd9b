package entrepot.web.pages.agent.lists;

import entrepot.lists.Labels;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.util.List;
import java.util.Map;

/** Labels of parcels whose buyer a platform hides: brought here, matched to their orders. */
@Named
@RequestScoped
public class ListLabelsPage {

    private static final int SHOWN = 100;

    @Inject
    private Labels labels;
    @Inject
    private CurrentActor actor;
    @Inject
    private ChosenShop shop;

    private List<Part> files;
    private List<String> waiting;
    private Map<String, Long> waits;

    /** How many labels each sub-shop waits for, by its code. */
    public Map<String, Long> getWaits() {
        if (waits == null) {
            waits = labels.waiting(actor.get());
        }
        return waits;
    }

    /** The sub-shop's code; null for a member without any. */
    public String getShop() {
        return shop.code(getWaits());
    }

    public List<String> getWaiting() {
        if (waiting == null) {
            waiting = getShop() == null ? List.of() : labels.waiting(actor.get(), getShop(), SHOWN);
        }
        return waiting;
    }

    public String take() {
        List<Labels.Upload> uploads = ListUploadPage.uploads(files, "").stream()
                .map(upload -> new Labels.Upload(upload.name() == null ? "" : upload.name(), upload.bytes())).toList();
        if (uploads.isEmpty()) {
            Done.say("lists.upload.nothing");
            return null;
        }
        Labels.Result result = labels.take(actor.get(), getShop(), uploads);
        waiting = null;
        waits = null;
        Done.say("lists.labels.taken", "n", result.taken().size());
        if (!result.unmatched().isEmpty()) {
            Done.say("lists.labels.unmatched", "pages", String.join("; ", result.unmatched().stream().limit(20).toList()));
        }
        return null;
    }

    public List<Part> getFiles() {
        return files;
    }

    public void setFiles(List<Part> files) {
        this.files = files;
    }
}
