package entrepot.web.pages.payouts;

import entrepot.payout.OwnPayout;
import entrepot.payout.Payout;
import entrepot.payout.Payouts;
import entrepot.platform.audit.History;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One payout for who receives it: how much, why, where to, where it is and what it waits for. */
@Named
@RequestScoped
public class OwnPayoutPage {

    @Inject
    private Payouts payouts;
    @Inject
    private CurrentActor actor;
    @Inject
    private Steps steps;
    @Inject
    private Show show;
    @Inject
    private TenantTime time;
    @Inject
    private PageTexts msg;

    private String code;
    private OwnPayout own;
    private List<TimelineStep> history;

    public void load() {
        own = payouts.own(actor.get(), code);
        history = steps.of(own.history(), "payout.state");
    }

    /** Where it is, in a sentence. */
    public String getSays() {
        Payout payout = own.payout();
        LocalDate today = time.now().atZone(actor.tenant().zone()).toLocalDate();
        String key = "payout.own.says." + payout.state();
        return switch (payout.state()) {
            case WAITING -> own.obstacle().isEmpty() ? msg.text(key + (payout.dueOn().isAfter(today) ? "" : ".due"), "day", show.date(payout.dueOn())) : "";
            case IN_BATCH -> msg.text(key + (own.leaves().isBefore(today) ? ".late" : ""), "day", show.date(own.leaves()));
            case IN_TRANSIT -> msg.text(key, "day", show.day(sent()));
            case PAID -> msg.text(key, "day", show.day(payout.paidAt()));
            default -> msg.get(key);
        };
    }

    /** What is in its way, and what to do; empty where nothing is. */
    public String getWhy() {
        return own.obstacle().isEmpty() ? ""
                : msg.text("payout.own.why." + own.obstacle(), "until", own.account() == null ? "" : show.exact(own.account().frozenUntil()));
    }

    /** The page of what it comes from; empty where the member has none. */
    public String getCausePage() {
        Payout payout = own.payout();
        boolean sells = actor.may("area:agent");
        LocalDate day = payout.requestedAt().atZone(actor.tenant().zone()).toLocalDate();
        return switch (payout.causeType()) {
            case "statement" -> (sells ? "/agent" : "/dealer") + "/statements/detail?code=" + payout.causeCode();
            case "withdrawal" -> sells ? "/agent/wallet/overview?from=" + day + "&to=" + day : "";
            default -> sells ? "/agent/wallet/credit" : "";
        };
    }

    private Instant sent() {
        return own.history().stream().filter(change -> change.to().equals(Payout.State.IN_TRANSIT.name())).map(History.Change::at).reduce((one, later) -> later)
                .orElse(null);
    }

    public OwnPayout getOwn() {
        return own;
    }

    public Payout getPayout() {
        return own.payout();
    }

    public List<TimelineStep> getHistory() {
        return history;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
