package entrepot.web.pages.settlement;

import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Statements: a member sees its own, finance all, or those of one run. */
@Named
@RequestScoped
public class StatementListPage extends Listing<Statement> {

    @Inject
    private Statements statements;
    @Inject
    private CurrentActor actor;

    private String run;

    public void load() {
        show(Paged.of(statements.list(actor.get(), run == null || run.isBlank() ? null : run, getAfter(), ROWS + 1), ROWS, Statement::code));
    }

    public String getRun() {
        return run;
    }

    public void setRun(String run) {
        this.run = run;
    }
}
