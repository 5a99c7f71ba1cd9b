package entrepot.web.pages.settlement;

import entrepot.ledger.PostingKey;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What a member has earned and owes since its last statement, line by line: what the next one will say. */
@Named
@RequestScoped
public class OpenLinesPage extends Listing<Statement.Line> {

    @Inject
    private Statements statements;
    @Inject
    private CurrentActor actor;

    private Statement.Open all;

    public void load() {
        all = statements.open(actor.get());
        show(Paged.of(statements.open(actor.get(), getAfter() == null || getAfter().isBlank() ? null : PostingKey.parse(getAfter()), ROWS + 1), ROWS,
                line -> line.key().text()));
    }

    public Statement.Open getAll() {
        return all;
    }
}
