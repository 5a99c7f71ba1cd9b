package entrepot.web.pages.finance.settlements;

import entrepot.payout.Payout;
import entrepot.settlement.Leavers;
import entrepot.settlement.LeftOut;
import entrepot.settlement.LeftOuts;
import entrepot.settlement.RunState;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One settlement run: what it came to, what was left out and why, and the next step. */
@Named
@RequestScoped
public class RunPage {

    private static final int STATEMENTS = 20;

    @Inject
    private Settlements settlements;
    @Inject
    private Statements statements;
    @Inject
    private LeftOuts leftOuts;
    @Inject
    private Leavers leavers;
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
    private String shownHash;
    private String reason;
    private SettlementRun run;
    private List<Statement> rows;
    private List<TimelineStep> history;
    private boolean own;
    private boolean discussed;
    private long unconfirmed;
    private List<LeftOut.Count> leftOut;
    private Payout lastPayout;

    public void load() {
        if (run != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        run = settlements.get(actor.get(), code);
        rows = statements.largest(actor.get(), code, STATEMENTS);
        history = steps.of(settlements.timeLine(actor.get(), code), "settlement.run-state");
        own = settlements.isOwn(actor.get(), code);
        if (run.state() == RunState.PREVIEWED) {
            discussed = settlements.isDiscussed(actor.get(), code);
            unconfirmed = settlements.unconfirmed(actor.get(), code);
        }
        if (shownHash == null) {
            shownHash = run.totalsHash();
        }
    }

    public String submit() {
        settlements.submit(actor.get(), code);
        return done("settlement.submitted");
    }

    public String approve() {
        settlements.approve(actor.get(), code, shownHash);
        return done("settlement.approved");
    }

    public String reject() {
        settlements.reject(actor.get(), code, reason);
        return done("settlement.rejected");
    }

    public String cancel() {
        settlements.cancel(actor.get(), code, reason);
        return done("settlement.cancelled");
    }

    public String retry() {
        settlements.retry(actor.get(), code);
        return done("settlement.retried");
    }

    private String done(String key) {
        return Done.to("/finance/settlements/detail?code=" + code, key, "code", code);
    }

    /** At what the program fails, since when, and when it tries again. */
    public String getFailing() {
        load();
        SettlementRun.Failing failing = run.failing();
        String key = "problem." + failing.problem();
        String why = failing.problem().isEmpty() || !msg.containsKey(key) ? msg.text("settlement.failing.unknown", Map.of("code", code))
                : msg.text(key, new HashMap<>(failing.details()));
        return msg.text("settlement.failing", Map.of("step", msg.get("settlement.run-state." + failing.step()), "why", why, "since", show.exact(failing.since()),
                "tries", failing.tries(), "again", show.exact(failing.again())));
    }

    /** What becomes of a leaver's wallet with the approval; null for other runs. */
    public Leavers.LastOfWallet getLastOfWallet() {
        load();
        return leavers.lastOfWallet(actor.get(), run).orElse(null);
    }

    /** The payout of the rest of a leaver's wallet, for which the run waits; null for other runs. */
    public Payout getLastPayout() {
        load();
        if (lastPayout == null && run.last() && run.state().isClosed()) {
            lastPayout = settlements.lastPayout(actor.get(), code).orElse(null);
        }
        return lastPayout;
    }

    public boolean isSubmittable() {
        load();
        return actor.may(SettlementPermission.RUN) && may(RunState.SUBMITTED) && discussed;
    }

    /** Whether members may still object, so that it cannot be submitted yet. */
    public boolean isObjectionsOpen() {
        load();
        return run.state() == RunState.PREVIEWED && !discussed;
    }

    /** Why members are not paid, or not all, and how many. */
    public List<LeftOut.Count> getLeftOut() {
        load();
        if (leftOut == null) {
            leftOut = leftOuts.counts(actor.get(), code);
        }
        return leftOut;
    }

    /** Members with something to be paid who have not confirmed yet. */
    public long getUnconfirmed() {
        load();
        return unconfirmed;
    }

    /** Whether it waits for a second person who may approve; if that is this one, {@link #isOwn} says no. */
    public boolean isToApprove() {
        load();
        return actor.may(SettlementPermission.APPROVE) && may(RunState.APPROVED);
    }

    public boolean isCancellable() {
        load();
        return actor.may(SettlementPermission.RUN) && may(RunState.CANCELLED);
    }

    private boolean may(RunState next) {
        return RunState.TRANSITIONS.allows(run.state(), next);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getShownHash() {
        load();
        return shownHash;
    }

    public void setShownHash(String shownHash) {
        this.shownHash = shownHash;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public SettlementRun getRun() {
        load();
        return run;
    }

    public List<Statement> getRows() {
        load();
        return rows;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }

    public boolean isOwn() {
        load();
        return own;
    }
}
