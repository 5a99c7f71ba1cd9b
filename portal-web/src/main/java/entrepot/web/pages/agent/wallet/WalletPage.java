package entrepot.web.pages.agent.wallet;

import entrepot.kernel.OrganisationId;
import entrepot.ledger.Entry;
import entrepot.ledger.PostingKey;
import entrepot.wallet.Balance;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.Wallets;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What the member may spend, what moved, and the transfers it reported. */
@Named
@RequestScoped
public class WalletPage extends Listing<Entry> {

    private static final int TRANSFERS = 10;

    @Inject
    private Wallets wallets;
    @Inject
    private TopUps topUps;
    @Inject
    private CurrentActor actor;

    private Balance balance;
    private List<TopUp> transfers;

    public void load() {
        OrganisationId own = actor.get().organisation();
        balance = wallets.balance(actor.get(), own);
        PostingKey from = getAfter() == null || getAfter().isBlank() ? null : PostingKey.parse(getAfter());
        show(Paged.of(wallets.history(actor.get(), own, from, ROWS + 1), ROWS, entry -> entry.posting().text()));
        transfers = topUps.list(actor.get(), null, null, TRANSFERS);
    }

    public Balance getBalance() {
        return balance;
    }

    public List<TopUp> getTransfers() {
        return transfers;
    }
}
