package entrepot.web.pages.choose;

import entrepot.ordering.StockOutQuestion;
import entrepot.ordering.StockOuts;
import entrepot.ordering.Substitute;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.security.Clients;
import entrepot.web.security.CurrentActor;
import entrepot.web.security.Limits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A buyer chooses what becomes of goods that ran out. Knows the secret of the link, no person, and shows no money. */
@Named
@RequestScoped
public class ChoosePage {

    /** A buyer waits for a week; longer is for the shop to agree with it. */
    private static final int WAIT_DAYS = 7;

    @Inject
    private StockOuts stockOuts;
    @Inject
    private CurrentActor actor;
    @Inject
    private Limits limits;
    @Inject
    private TenantTime time;
    @Inject
    private HttpServletRequest request;

    private final Map<String, String> chosen = new HashMap<>();
    private StockOutQuestion question;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        if (question == null) {
            limits.tracking(Clients.address(request), getToken());
            question = stockOuts.forBuyer(actor.get(), getToken());
        }
    }

    public String substitute() {
        List<Substitute> asked = getQuestion().lines().stream()
                .map(line -> new Substitute(line.line(), chosen.get(String.valueOf(line.line())))).toList();
        stockOuts.buyerSubstitutes(actor.get(), getToken(), asked);
        return here();
    }

    public String waitForIt() {
        stockOuts.buyerWaits(actor.get(), getToken(), getWaitUntil());
        return here();
    }

    public String money() {
        stockOuts.buyerTakesMoney(actor.get(), getToken());
        return here();
    }

    private String here() {
        return Done.to("/choose?token=" + getToken(), "choose.done");
    }

    public LocalDate getWaitUntil() {
        return LocalDate.ofInstant(time.now(), actor.tenant().zone()).plusDays(WAIT_DAYS);
    }

    public StockOutQuestion getQuestion() {
        load();
        return question;
    }

    /** From the address, which forms post to as well: so it is known before a form is read. */
    public String getToken() {
        return request.getParameter("token");
    }

    /** The SKU that was chosen, by line. */
    public Map<String, String> getChosen() {
        return chosen;
    }
}
