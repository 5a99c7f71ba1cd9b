package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.MemberInvoice;
import entrepot.invoicing.MemberInvoices;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.pages.invoices.Uploads;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** One member's invoice: looked at, accepted or rejected. */
@Named
@RequestScoped
public class MemberInvoicePage {

    @Inject
    private MemberInvoices invoices;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private String reason;
    private MemberInvoice invoice;
    private List<TimelineStep> history;

    public void load() {
        if (invoice != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        invoice = invoices.get(actor.get(), code);
        history = steps.of(invoices.timeLine(actor.get(), code), "member-invoice.state");
    }

    public String accept() {
        invoices.accept(actor.get(), code);
        return Done.to("/finance/invoices/received", "member-invoice.accepted", "code", code);
    }

    public String reject() {
        invoices.reject(actor.get(), code, reason);
        return Done.to("/finance/invoices/received", "member-invoice.rejected", "code", code);
    }

    public void download() {
        Files.StoredFile kept = invoices.file(actor.get(), code);
        Downloads.bytes(Uploads.name(kept), "application/octet-stream", kept.bytes());
    }

    public boolean isDeducted() {
        return invoices.deducts(actor.get(), code);
    }

    public boolean isOpen() {
        return getInvoice().state() == MemberInvoice.State.UPLOADED && actor.may(InvoicingPermission.ISSUE);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
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
