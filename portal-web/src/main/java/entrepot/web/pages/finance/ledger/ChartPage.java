package entrepot.web.pages.finance.ledger;

import entrepot.ledger.AccountKind;
import entrepot.ledger.AccountLine;
import entrepot.ledger.BalanceLine;
import entrepot.ledger.Books;
import entrepot.network.Organisations;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.pages.settlement.OrganisationNames;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The chart of accounts as of a day; of one kind, the accounts of all who have one. */
@Named
@RequestScoped
public class ChartPage extends Filtering<AccountLine> {

    @Inject
    private Books books;
    @Inject
    private Organisations organisations;
    @Inject
    private OrganisationNames names;
    @Inject
    private CurrentActor actor;

    private List<BalanceLine> chart = List.of();

    @Override
    protected void read() {
        AccountKind kind = Asked.kind(getKind());
        if (kind == null) {
            chart = books.chart(actor.get(), Asked.day("to", getTo()), Asked.endOf("to", getKnown(), actor.tenant().zone()));
            return;
        }
        show(Paged.of(books.accounts(actor.get(), kind, Asked.day("to", getTo()), Asked.endOf("to", getKnown(), actor.tenant().zone()),
                Asked.blank(getAfter()) ? null : organisations.byCode(actor.get(), getAfter()).id(), ROWS + 1), ROWS,
                line -> names.code(line.account().organisation())));
    }

    public List<BalanceLine> getChart() {
        return chart;
    }
}
