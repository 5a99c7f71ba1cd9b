package entrepot.web.pages.settlement;

import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Statements: a member sees its own, finance all, or those of one run. */
@Named
@RequestScoped
public class StatementListPage {

    private static final int ROWS = 50;

    @Inject
    private Statements statements;
    @Inject
    private CurrentActor actor;

    private String run;
    private String after;
    private List<Statement> rows;
    private String next;

    public void load() {
        Paged<Statement> page = Paged.of(statements.list(actor.get(), run == null || run.isBlank() ? null : run, after, ROWS + 1), ROWS, Statement::code);
        rows = page.items();
        next = page.next();
    }

    public String getRun() {
        return run;
    }

    public void setRun(String run) {
        this.run = run;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public List<Statement> getRows() {
        return rows;
    }

    public String getNext() {
        return next;
    }
}
