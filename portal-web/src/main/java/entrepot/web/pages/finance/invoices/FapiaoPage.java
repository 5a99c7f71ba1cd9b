package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.Fapiao;
import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.RedLetter;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.pages.invoices.Uploads;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One request: to whom, over what; its number, its red letters. */
@Named
@RequestScoped
public class FapiaoPage extends Listing<Fapiao.Line> {

    @Inject
    private FapiaoRequests requests;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private String code;
    private String number;
    private LocalDate on;
    private Part file;
    private String reason;
    private String redNumber;
    private String dropped;
    private Fapiao fapiao;
    private List<RedLetter> reds;
    private List<TimelineStep> history;

    public void load() {
        if (fapiao != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        fapiao = requests.get(actor.get(), code);
        reds = requests.reds(actor.get(), code);
        history = steps.of(requests.timeLine(actor.get(), code), "fapiao.state");
        show(Paged.of(requests.lines(actor.get(), code, getAfter(), ROWS + 1), ROWS, Fapiao.Line::consignment));
    }

    public String issue() {
        requests.issue(actor.get(), code, number, on, Uploads.proof(file));
        return here("fapiao.was-issued");
    }

    public String reject() {
        requests.reject(actor.get(), code, reason);
        return here("fapiao.was-rejected");
    }

    public String issueRed() {
        requests.issueRed(actor.get(), proposed().orElseThrow().code(), redNumber, null);
        return here("red.was-issued");
    }

    public String dropRed() {
        requests.dropRed(actor.get(), proposed().orElseThrow().code(), dropped);
        return here("red.was-dropped");
    }

    public void download() {
        Files.StoredFile kept = requests.file(actor.get(), code);
        Downloads.bytes(Uploads.name(kept), "application/octet-stream", kept.bytes());
    }

    private String here(String words) {
        return Done.to("/finance/invoices/request?code=" + code, words, "code", code);
    }

    private Optional<RedLetter> proposed() {
        return getReds().stream().filter(red -> red.state() == RedLetter.State.PROPOSED).findFirst();
    }

    /** The red letter that waits for its number, the newest first. */
    public RedLetter getRedWaits() {
        return proposed().orElse(null);
    }

    public List<RedLetter.Line> redLines(String red) {
        return requests.redLines(actor.get(), red);
    }

    public boolean isOpen() {
        return getFapiao().state() == Fapiao.State.REQUESTED && actor.may(InvoicingPermission.ISSUE);
    }

    public boolean isRedOpen() {
        return proposed().isPresent() && actor.may(InvoicingPermission.ISSUE);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public LocalDate getOn() {
        return on;
    }

    public void setOn(LocalDate on) {
        this.on = on;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getRedNumber() {
        return redNumber;
    }

    public void setRedNumber(String redNumber) {
        this.redNumber = redNumber;
    }

    public String getDropped() {
        return dropped;
    }

    public void setDropped(String dropped) {
        this.dropped = dropped;
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
