package entrepot.web.pages.finance.ledger;

import entrepot.kernel.Money;
import entrepot.ledger.Ledger;
import entrepot.ledger.TrialLine;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** All kinds of accounts with what was debited and credited: the two columns are equal, or the books are wrong. */
@Named
@RequestScoped
public class TrialBalancePage {

    @Inject
    private Ledger ledger;
    @Inject
    private CurrentActor actor;

    private List<TrialLine> rows;
    private Money debit;
    private Money credit;

    public void load() {
        rows = ledger.trialBalance(actor.get());
        debit = rows.stream().map(TrialLine::debit).reduce(Money::plus).orElse(null);
        credit = rows.stream().map(TrialLine::credit).reduce(Money::plus).orElse(null);
    }

    public boolean isEven() {
        return debit == null || debit.equals(credit);
    }

    public List<TrialLine> getRows() {
        return rows;
    }

    public Money getDebit() {
        return debit;
    }

    public Money getCredit() {
        return credit;
    }
}
