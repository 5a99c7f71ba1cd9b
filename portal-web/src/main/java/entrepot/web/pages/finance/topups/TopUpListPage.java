package entrepot.web.pages.finance.topups;

import entrepot.bank.BankLine;
import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.kernel.Problem;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reported transfers, those that wait first. */
@Named
@ViewScoped
public class TopUpListPage extends Listing<TopUp> implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private TopUps topUps;
    @Inject
    private CurrentActor actor;

    @Inject
    private BankLines lines;
    @Inject
    private HttpServletRequest request;

    private long waiting;
    private transient Map<String, BankLine> atBank;

    public void load() {
        if (getView() == null) {
            setView(TopUp.State.REPORTED.name());
        }
        TopUp.State state = Arrays.stream(TopUp.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(topUps.list(actor.get(), state, getAfter(), ROWS + 1), ROWS, TopUp::code));
        waiting = topUps.waiting(actor.get()).count();
    }

    /** What the bank shows for a reported transfer: an open line of that amount that is proposed for it; null where there is none. */
    public BankLine atBank(TopUp topUp) {
        return atBank().get(topUp.code());
    }

    private Map<String, BankLine> atBank() {
        if (atBank == null) {
            atBank = actor.may(BankPermission.READ) ? lines.forTopUps(actor.get()) : Map.of();
        }
        return atBank;
    }

    /** Confirms those that are ticked: by their line at the bank where there is one. */
    public String confirm() {
        String[] ticked = request.getParameterValues("ticked");
        List<String> codes = ticked == null ? List.of() : List.of(ticked);
        if (codes.isEmpty()) {
            throw Problem.missing("ticked");
        }
        lines.confirmTopUps(actor.get(), codes);
        return Done.to("/finance/topups/list", "wallet.top-ups.confirmed", "count", codes.size());
    }

    public boolean isTicking() {
        return TopUp.State.REPORTED.name().equals(getView()) && actor.may(WalletPermission.CONFIRM) && !getRows().isEmpty();
    }

    public long getWaiting() {
        return waiting;
    }
}
