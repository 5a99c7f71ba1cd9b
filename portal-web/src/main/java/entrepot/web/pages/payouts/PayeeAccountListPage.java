package entrepot.web.pages.payouts;

import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;

/** Members' accounts, those to be verified first. */
@Named
@RequestScoped
public class PayeeAccountListPage extends Listing<PayeeAccount> {

    @Inject
    private PayeeAccounts accounts;
    @Inject
    private CurrentActor actor;

    private long waiting;

    public void load() {
        if (getView() == null) {
            setView(PayeeAccount.State.PROPOSED.name());
        }
        PayeeAccount.State state = Arrays.stream(PayeeAccount.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(accounts.list(actor.get(), state, getAfter(), ROWS + 1), ROWS, PayeeAccount::code));
        waiting = accounts.waiting(actor.get()).count();
    }

    public long getWaiting() {
        return waiting;
    }
}
