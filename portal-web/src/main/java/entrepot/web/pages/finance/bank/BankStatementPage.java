package entrepot.web.pages.finance.bank;

import entrepot.bank.BankLine;
import entrepot.bank.BankLines;
import entrepot.bank.BankStatement;
import entrepot.bank.BankStatements;
import entrepot.kernel.Money;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** One statement with its lines. */
@Named
@RequestScoped
public class BankStatementPage extends Listing<BankLine> {

    @Inject
    private BankStatements statements;
    @Inject
    private BankLines lines;
    @Inject
    private CurrentActor actor;
    @Inject
    private Steps steps;

    private String code;
    private BankStatement statement;
    private List<TimelineStep> history;

    public void load() {
        statement = statements.get(actor.get(), code);
        BankLine.State state = Arrays.stream(BankLine.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        if (state == null) {
            setView("all");
        }
        show(Paged.of(lines.list(actor.get(), code, state, getAfter(), ROWS + 1), ROWS, BankLine::code));
        history = steps.of(statements.timeLine(actor.get(), code), "bank.statement-state");
    }

    public BankStatement getStatement() {
        return statement;
    }

    /** What the lines add up to. */
    public Money getMoved() {
        return statement.closing().minus(statement.opening());
    }

    public List<TimelineStep> getHistory() {
        return history;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
