package entrepot.web.pages.payouts;

import entrepot.identity.SecondFactors;
import entrepot.payout.Batch;
import entrepot.payout.Batches;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Release;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One batch: what the rehearsal found, approving, releasing with a code, its files. */
@Named
@RequestScoped
public class PayoutBatchPage {

    private static final String HERE = "/finance/payouts/batch?code=";
    private static final int LINES_SHOWN = 500;

    @Inject
    private Batches batches;
    @Inject
    private Release release;
    @Inject
    private SecondFactors factors;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;
    @Inject
    private PageTexts msg;
    @Inject
    private Show show;

    private String code;
    private String hash;
    private String otp;
    private String reason;
    private String payout;
    private LocalDate payOn;
    private Batch batch;
    private List<Batch.Line> lines;
    private List<Batch.Finding> findings;
    private List<Batch.File> files;
    private List<TimelineStep> history;

    public void load() {
        if (batch != null) {
            return;
        }
        // before a form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        batch = batches.get(actor.get(), code);
        hash = batch.hash();
        payOn = batch.payOn();
        lines = batches.lines(actor.get(), code);
        findings = batches.findings(actor.get(), code);
        files = batches.files(actor.get(), code);
        history = steps.of(batches.timeLine(actor.get(), code), "payout.batch-state");
    }

    public String rehearse() {
        batches.rehearse(actor.get(), code);
        return Done.to(HERE + code, "payout.rehearsed", "code", code);
    }

    public String changeDay() {
        batches.payOn(actor.get(), code, payOn);
        return Done.to(HERE + code, "payout.rehearsed", "code", code);
    }

    public String leaveOut() {
        batches.leaveOut(actor.get(), code, payout, reason);
        return Done.to(HERE + code, "payout.left-out", "payout", payout);
    }

    /** The hash that stood on the page comes back with the button: what changed meanwhile is not approved. */
    public String approve() {
        batches.approve(actor.get(), code, hash);
        return Done.to(HERE + code, "payout.approved", "code", code);
    }

    public String letGo() {
        release.release(actor.get(), code, otp);
        return Done.to(HERE + code, "payout.released", "code", code);
    }

    public String cancel() {
        if (actor.may(PayoutPermission.PREPARE)) {
            batches.cancel(actor.get(), code, reason);
        } else {
            batches.reject(actor.get(), code, reason);
        }
        return Done.to(HERE + code, "payout.batch-cancelled", "code", code);
    }

    public void fetch(int no) {
        Batches.Fetched file = batches.file(actor.get(), code, no);
        Downloads.bytes(file.name(), file.name().endsWith(".xml") ? "application/xml" : "text/csv; charset=GBK", file.bytes());
    }

    /** What was found, in words and numbers. */
    public String words(Batch.Finding finding) {
        Map<String, Object> details = new LinkedHashMap<>(finding.details());
        details.computeIfPresent("until", (name, value) -> show.exact(Instant.parse(value.toString())));
        details.computeIfPresent("day", (name, value) -> show.date(LocalDate.parse(value.toString())));
        details.computeIfPresent("next", (name, value) -> show.date(LocalDate.parse(value.toString())));
        return msg.text("payout.rule." + finding.rule(), details);
    }

    /** Why a line was left out: a rule's name in words, else as somebody wrote it. */
    public String why(Batch.Line line) {
        return msg.containsKey("payout.held." + line.reason()) ? msg.get("payout.held." + line.reason()) : line.reason();
    }

    public boolean isChangeable() {
        load();
        return actor.may(PayoutPermission.PREPARE) && isOpen();
    }

    public boolean isOpen() {
        load();
        return batch.state() == Batch.State.PREPARED || batch.state() == Batch.State.APPROVED;
    }

    public boolean isCancellable() {
        load();
        return isOpen() && (actor.may(PayoutPermission.PREPARE) || actor.may(PayoutPermission.APPROVE));
    }

    public boolean isApprovable() {
        load();
        return actor.may(PayoutPermission.APPROVE) && batch.state() == Batch.State.PREPARED && batch.rows() > 0 && !batches.isOwn(actor.get(), code);
    }

    public boolean isReleasable() {
        load();
        return actor.may(PayoutPermission.RELEASE) && batch.state() == Batch.State.APPROVED;
    }

    public boolean isEnrolled() {
        return factors.status(actor.get()).enrolled();
    }

    public boolean isMayFetch() {
        return actor.may(PayoutPermission.FILES);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getHash() {
        return hash;
    }

    public void setHash(String hash) {
        this.hash = hash;
    }

    public String getOtp() {
        return otp;
    }

    public void setOtp(String otp) {
        this.otp = otp;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getPayout() {
        return payout;
    }

    public void setPayout(String payout) {
        this.payout = payout;
    }

    public LocalDate getPayOn() {
        return payOn;
    }

    public void setPayOn(LocalDate payOn) {
        this.payOn = payOn;
    }

    public Batch getBatch() {
        load();
        return batch;
    }

    /** As many as a page bears; the others stand in the file. */
    public List<Batch.Line> getLines() {
        load();
        return lines.subList(0, Math.min(LINES_SHOWN, lines.size()));
    }

    public List<Batch.Finding> getFindings() {
        load();
        return findings;
    }

    public List<Batch.File> getFiles() {
        load();
        return files;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }
}
