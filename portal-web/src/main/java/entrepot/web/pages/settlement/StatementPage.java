package entrepot.web.pages.settlement;

import entrepot.ledger.PostingKey;
import entrepot.payout.Payout;
import entrepot.payout.PayoutPermission;
import entrepot.payout.Payouts;
import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Links;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.rest.Paged;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;

/** One statement, like a bank's: it adds up before the reader's eyes and proves itself against the books. */
@Named
@RequestScoped
public class StatementPage {

    private static final int LINES = 50;

    @Inject
    private Statements statements;
    @Inject
    private Disputes disputes;
    @Inject
    private Payouts payouts;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;
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
    private Statement statement;
    private Statement.Content content;
    private Statement.Proof proof;
    private List<TimelineStep> history;
    private Statement.Group opened;
    private List<Statement.Line> lines;
    private String next;
    private String shownHash;
    private Statement.Confirmation confirmation;
    private Instant until;
    private List<Dispute> disputed;
    private List<Area> areas;
    private Payout payout;

    /** An account beside what is settled. */
    public record Area(String name, Statement.Section section) {
    }

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
            Paged<Statement.Line> page = Paged.of(statements.lines(actor.get(), code, group, after == null || after.isEmpty() ? null
                    : PostingKey.parse(after), LINES + 1), LINES, line -> line.key().text());
            lines = page.items();
            next = page.next();
        }
        disputed = disputes.ofStatement(actor.get(), code);
        areas = content.sections().entrySet().stream().filter(each -> !each.getValue().isEmpty() || each.getKey().equals("WALLET"))
                .map(each -> new Area(each.getKey(), each.getValue())).toList();
        confirmation = statements.confirmation(actor.get(), code);
        payout = isIssued() && actor.may(PayoutPermission.READ) ? payouts.because(actor.get(), "statement", code).orElse(null) : null;
        if (statement.state() == Statement.State.PREVIEWED) {
            until = statements.objectionsUntil(actor.get(), code).orElse(null);
            if (shownHash == null && isConfirmable()) {
                shownHash = Statements.previewHash(content);
            }
        }
    }

    /** The member says that it is right. */
    public String confirm() {
        statements.confirm(actor.get(), code, shownHash);
        return Done.to(Areas.of(actor.get()) + "/statements/detail?code=" + code, "dispute.confirmed", "code", code);
    }

    /** How it is paid; null where nothing is, or nothing yet. */
    public Payout getPayout() {
        return payout;
    }

    /** Whether nothing is paid before the member's invoice is accepted. */
    public boolean isInvoiceMissing() {
        return payout == null && statements.waitsForInvoice(actor.get(), code);
    }

    /** Where a member hands it in and finance looks at it. */
    public String getInvoicePlace() {
        return isOwn() ? Areas.of(actor.get()) + "/wallet/invoices" : "/finance/invoices/received";
    }

    /** Where the payout is seen: finance opens it, a member finds it among its own. */
    public String getPayoutPlace() {
        return isOwn() ? Areas.of(actor.get()) + "/wallet/payout?code=" + payout.code() : "/finance/payouts/detail?code=" + payout.code();
    }

    /** Whether a member reads what is its own. */
    public boolean isOwn() {
        return !actor.get().headquarters();
    }

    /** What to say of a statement that is not issued: a member has something to do until it has confirmed or the days to object are over. */
    public String getPreviewWords() {
        if (!isOwn()) {
            return "dispute.preview-all";
        }
        return isOver() ? "dispute.preview-over" : confirmation == null ? "dispute.preview" : "dispute.preview-confirmed";
    }

    /** Whether nobody can object any more. */
    public boolean isOver() {
        load();
        return until != null && !show.getNow().isBefore(until);
    }

    public boolean isConfirmable() {
        return !actor.get().headquarters() && actor.may(SettlementPermission.DISPUTE) && statement.state() == Statement.State.PREVIEWED
                && confirmation == null;
    }

    /** The dispute about a line; null where there is none that still counts. */
    public Dispute disputeOf(Statement.Line line) {
        return disputed.stream().filter(each -> each.state() != Dispute.State.WITHDRAWN && each.line().equals(line.key())).findFirst().orElse(null);
    }

    /** A line's name in an address. */
    public String named(Statement.Line line) {
        return Links.encode(line.key().text());
    }

    /** Sends the file that the address asks for: {@code pdf} in the reader's language, or {@code csv}. */
    public void send() {
        switch (type == null ? "" : type) {
            case "csv" -> Downloads.bytes(code + ".csv", "text/csv; charset=UTF-8", statements.csv(actor.get(), code, language.locale()));
            case "xlsx" -> Downloads.bytes(code + ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    statements.xlsx(actor.get(), code, language.locale()));
            default -> Downloads.bytes(code + ".pdf", "application/pdf", statements.pdf(actor.get(), code, language.locale()));
        }
    }

    public boolean isIssued() {
        load();
        return statement.hash() != null;
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

    public String getShownHash() {
        return shownHash;
    }

    public void setShownHash(String shownHash) {
        this.shownHash = shownHash;
    }

    public Statement.Confirmation getConfirmation() {
        load();
        return confirmation;
    }

    public Instant getUntil() {
        load();
        return until;
    }

    public List<Dispute> getDisputed() {
        load();
        return disputed;
    }

    public List<Area> getAreas() {
        load();
        return areas;
    }
}
