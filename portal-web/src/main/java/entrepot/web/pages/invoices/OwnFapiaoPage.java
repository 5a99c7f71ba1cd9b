package entrepot.web.pages.invoices;

import entrepot.invoicing.Fapiao;
import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.RedLetter;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One of the member's requests for a tax invoice: over which consignments, what became of it, its file. */
@Named
@RequestScoped
public class OwnFapiaoPage extends Listing<Fapiao.Line> {

    @Inject
    private FapiaoRequests requests;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private Fapiao fapiao;
    private List<RedLetter> reds;
    private List<TimelineStep> history;

    public void load() {
        if (fapiao != null) {
            return;
        }
        // before the form is read, because the button that is shown depends on it
        code = request.getParameter("code");
        fapiao = requests.get(actor.get(), code);
        reds = requests.reds(actor.get(), code);
        history = Own.without(steps.of(requests.timeLine(actor.get(), code), "fapiao.state"), fapiao.by());
        show(Paged.of(requests.lines(actor.get(), code, getAfter(), ROWS + 1), ROWS, Fapiao.Line::consignment));
    }

    public void download() {
        Files.StoredFile kept = requests.file(actor.get(), code);
        Downloads.bytes(Uploads.name(kept), "application/octet-stream", kept.bytes());
    }

    public List<RedLetter.Line> redLines(String red) {
        return requests.redLines(actor.get(), red);
    }

    public String getCode() {
        load();
        return code;
    }

    public Fapiao getFapiao() {
        load();
        return fapiao;
    }

    public List<RedLetter> getReds() {
        load();
        return reds;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
