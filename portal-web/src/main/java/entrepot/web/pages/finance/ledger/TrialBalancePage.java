package entrepot.web.pages.finance.ledger;

import entrepot.kernel.Money;
import entrepot.ledger.BalanceLine;
import entrepot.ledger.Books;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Function;

/** All kinds of accounts before, in and after some days: every column comes out even, or the books are wrong. */
@Named
@RequestScoped
public class TrialBalancePage extends Filtering<BalanceLine> {

    @Inject
    private Books books;
    @Inject
    private CurrentActor actor;

    private List<BalanceLine> rows = List.of();

    @Override
    protected void read() {
        rows = books.trial(actor.get(), Asked.day("from", getFrom()), Asked.day("to", getTo()),
                Asked.endOf("to", getKnown(), actor.tenant().zone()));
    }

    private Money sum(Function<BalanceLine, Money> column) {
        return rows.stream().map(column).reduce(Money::plus).orElse(Money.zero(actor.tenant().currency()));
    }

    public boolean isEven() {
        return sum(BalanceLine::opening).isZero() && sum(BalanceLine::closing).isZero() && getDebit().equals(getCredit());
    }

    @Override
    public List<BalanceLine> getRows() {
        return rows;
    }

    public Money getDebit() {
        return sum(BalanceLine::debit);
    }

    public Money getCredit() {
        return sum(BalanceLine::credit);
    }

    /** What stands on the left in the end. */
    public Money getClosingDebit() {
        return rows.stream().map(BalanceLine::closing).filter(Money::isPositive).reduce(Money.zero(actor.tenant().currency()), Money::plus);
    }

    /** What stands on the right in the end. */
    public Money getClosingCredit() {
        return rows.stream().map(BalanceLine::closing).filter(Money::isNegative).reduce(Money.zero(actor.tenant().currency()), Money::minus);
    }
}
