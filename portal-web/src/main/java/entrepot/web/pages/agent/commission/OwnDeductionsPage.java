package entrepot.web.pages.agent.commission;

import entrepot.commission.Deduction;
import entrepot.commission.DeductionState;
import entrepot.commission.Deductions;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** What was taken from a member's commission, and its objection. */
@Named
@ViewScoped
public class OwnDeductionsPage extends Listing<Deduction> implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 25;

    @Inject
    private Deductions deductions;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;
    @Inject
    private HttpServletRequest request;

    private HashMap<String, String> whys = new HashMap<>();

    public void load() {
        show(Paged.of(deductions.list(actor.get(), null, getAfter(), LINES + 1), LINES, Deduction::code));
    }

    /** Whether the member may still object. */
    public boolean contestable(Deduction deduction) {
        return deduction.state() == DeductionState.APPROVED && show.getNow().isBefore(deduction.contestableUntil());
    }

    public String appeal(String code) {
        deductions.appeal(actor.get(), code, whys.get(code));
        return Done.to(Paths.area(request) + "/commission/deductions", "commission.appealed");
    }

    /** What is written in a row, by its code. */
    public Map<String, String> getWhys() {
        return whys;
    }
}
