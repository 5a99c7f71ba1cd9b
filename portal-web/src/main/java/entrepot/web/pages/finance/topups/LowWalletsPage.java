package entrepot.web.pages.finance.topups;

import entrepot.wallet.CreditLines;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Wallets that will soon be empty. */
@Named
@RequestScoped
public class LowWalletsPage {

    @Inject
    private CreditLines lines;
    @Inject
    private CurrentActor actor;

    private List<CreditLines.Low> rows;

    public void load() {
        rows = lines.low(actor.get());
    }

    public List<CreditLines.Low> getRows() {
        return rows;
    }
}
