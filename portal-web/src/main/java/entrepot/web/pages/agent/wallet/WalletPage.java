package entrepot.web.pages.agent.wallet;

import entrepot.kernel.OrganisationId;
import entrepot.ledger.Entry;
import entrepot.ledger.PostingKey;
import entrepot.wallet.Balance;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.Wallets;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Show;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.LocalDate;
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
    @Inject
    private Show show;

    private BigDecimal amount;
    private LocalDate transferredOn;
    private String reference;
    private String proof;
    private Balance balance;
    private List<TopUp> transfers;

    public void load() {
        OrganisationId own = actor.get().organisation();
        balance = wallets.balance(actor.get(), own);
        PostingKey from = getAfter() == null || getAfter().isBlank() ? null : PostingKey.parse(getAfter());
        show(Paged.of(wallets.history(actor.get(), own, from, ROWS + 1), ROWS, entry -> entry.posting().text()));
        transfers = topUps.list(actor.get(), null, null, TRANSFERS);
        if (transferredOn == null) {
            transferredOn = LocalDate.ofInstant(show.getNow(), actor.tenant().zone());
        }
    }

    public String report() {
        TopUp reported = topUps.report(actor.get(), new ReportTopUp(amount, transferredOn, reference, proof));
        return Done.to("/agent/wallet/overview", "wallet.reported-done", "code", reported.code());
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public LocalDate getTransferredOn() {
        return transferredOn;
    }

    public void setTransferredOn(LocalDate transferredOn) {
        this.transferredOn = transferredOn;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public String getProof() {
        return proof;
    }

    public void setProof(String proof) {
        this.proof = proof;
    }

    /** Read again where a form was refused before anything was loaded. */
    public Balance getBalance() {
        if (balance == null) {
            load();
        }
        return balance;
    }

    public List<TopUp> getTransfers() {
        return transfers;
    }
}
