package entrepot.web.pages.inventory;

import entrepot.inventory.HoldState;
import entrepot.inventory.InventoryPermission;
import entrepot.inventory.QualityHold;
import entrepot.inventory.QualityHolds;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;

/** Pieces set apart for their quality: released, or written off by two persons. */
@Named
@ViewScoped
public class HoldPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private QualityHolds holds;
    @Inject
    private Steps steps;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String reason;
    private transient QualityHold hold;

    public void load() {
        hold = holds.get(actor.get(), code);
    }

    public String release() {
        holds.release(actor.get(), code, reason);
        return done("inventory.hold.released");
    }

    public String writeOff() {
        return done(holds.writeOff(actor.get(), code, reason).state() == HoldState.WRITTEN_OFF ? "inventory.hold.written-off"
                : "inventory.hold.proposed");
    }

    public String approve() {
        holds.approve(actor.get(), code);
        return done("inventory.hold.written-off");
    }

    public String reject() {
        holds.reject(actor.get(), code, reason);
        return done("inventory.hold.rejected");
    }

    private String done(String key) {
        return Done.to(Paths.area(request) + "/stock/hold?code=" + code, key, "code", code);
    }

    public QualityHold getHold() {
        if (hold == null) {
            load();
        }
        return hold;
    }

    /** Whether the actor may say what becomes of them. */
    public boolean isOpen() {
        return getHold().state() == HoldState.SET_APART && actor.may(InventoryPermission.CHANGE);
    }

    public boolean isWaiting() {
        return getHold().state() == HoldState.WRITE_OFF_PROPOSED;
    }

    public boolean isDecidable() {
        return isWaiting() && actor.may(InventoryPermission.CONFIRM) && !isMine();
    }

    public boolean isMine() {
        return isWaiting() && holds.proposal(actor.get(), code).madeBy(actor.get());
    }

    public List<TimelineStep> getHistory() {
        return steps.of(holds.history(actor.get(), code), "inventory.hold.state");
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
}
