package entrepot.web.pages.invoices;

import entrepot.invoicing.MemberInvoice;
import entrepot.invoicing.MemberInvoices;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One invoice that the member handed in: what it says, its file, what became of it. */
@Named
@RequestScoped
public class OwnMemberInvoicePage {

    @Inject
    private MemberInvoices invoices;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private MemberInvoice invoice;
    private List<TimelineStep> history;

    public void load() {
        if (invoice != null) {
            return;
        }
        // before the form is read, because the button that is shown depends on it
        code = request.getParameter("code");
        invoice = invoices.get(actor.get(), code);
        history = Own.without(steps.of(invoices.timeLine(actor.get(), code), "member-invoice.state"), invoice.by());
    }

    public void download() {
        Files.StoredFile kept = invoices.file(actor.get(), code);
        Downloads.bytes(Uploads.name(kept), "application/octet-stream", kept.bytes());
    }

    public String getCode() {
        load();
        return code;
    }

    public MemberInvoice getInvoice() {
        load();
        return invoice;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
