package entrepot.web.pages.settlement;

import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Settlements;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** One statement, like a bank's: it adds up before the reader's eyes and proves itself against the books. */
@Named
@RequestScoped
public class StatementPage {

    private static final int LINES = 50;

    @Inject
    private Statements statements;
    @Inject
    private Settlements settlements;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;
    @Inject
    private Language language;

    private String code;
    private String group;
    private String after;
    private String type;
    private String bankReference;
    private Statement statement;
    private Statement.Content content;
    private Statement.Proof proof;
    private List<TimelineStep> history;
    private Statement.Group opened;
    private List<Statement.Line> lines;
    private String next;

    public void load() {
        if (statement != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        group = request.getParameter("group");
        after = request.getParameter("after");
        statement = statements.get(actor.get(), code);
        content = statements.content(actor.get(), code);
        proof = statements.proof(actor.get(), code);
        history = steps.of(statements.timeLine(actor.get(), code), "settlement.statement-state");
        opened = content.groups().stream().filter(each -> each.key().equals(group)).findFirst().orElse(null);
        if (opened != null) {
            int start = from();
            lines = opened.lines().subList(start, Math.min(opened.lines().size(), start + LINES));
            next = start + LINES < opened.lines().size() ? Integer.toString(start + LINES) : null;
        }
    }

    /** Sends the file that the address asks for: {@code pdf} in the reader's language, or {@code csv}. */
    public void send() {
        boolean csv = "csv".equals(type);
        byte[] bytes = csv ? statements.csv(actor.get(), code) : statements.pdf(actor.get(), code, language.locale());
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        external.setResponseContentType(csv ? "text/csv; charset=UTF-8" : "application/pdf");
        external.setResponseContentLength(bytes.length);
        external.setResponseHeader("Content-Disposition", "attachment; filename=\"" + statements.get(actor.get(), code).code() + (csv ? ".csv" : ".pdf") + "\"");
        try {
            external.getResponseOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        faces.responseComplete();
    }

    public String pay() {
        Statement paid = settlements.confirmPayout(actor.get(), code, bankReference);
        return Done.to("/finance/statements/detail?code=" + code, "settlement.paid", "code", paid.code());
    }

    public boolean isIssued() {
        load();
        return statement.hash() != null;
    }

    /** Whether this person may confirm now that the bank has paid it. */
    public boolean isPayable() {
        load();
        return actor.may(SettlementPermission.PAY) && statement.state() == Statement.State.ISSUED && statement.payable().isPositive();
    }

    private int from() {
        try {
            return Math.max(0, Math.min(Integer.parseInt(after == null ? "0" : after), opened.lines().size()));
        } catch (NumberFormatException wrong) {
            return 0;
        }
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getBankReference() {
        return bankReference;
    }

    public void setBankReference(String bankReference) {
        this.bankReference = bankReference;
    }

    public Statement getStatement() {
        load();
        return statement;
    }

    public Statement.Content getContent() {
        load();
        return content;
    }

    public Statement.Proof getProof() {
        load();
        return proof;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }

    public Statement.Group getOpened() {
        load();
        return opened;
    }

    public List<Statement.Line> getLines() {
        load();
        return lines;
    }

    public String getNext() {
        load();
        return next;
    }
}
