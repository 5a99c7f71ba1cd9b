package entrepot.web.pages.settlement;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Proof;
import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.settlement.RaiseDispute;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** One line of a statement: what it is, where it comes from, and the way to say that it is wrong. */
@Named
@RequestScoped
public class StatementLinePage {

    @Inject
    private Statements statements;
    @Inject
    private Disputes disputes;
    @Inject
    private Accruals accruals;
    @Inject
    private Consignments consignments;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String named;
    private Statement statement;
    private Statement.Line line;
    private Accrual accrual;
    private Consignment consignment;
    private Dispute dispute;
    private BigDecimal claimed;
    private String reason;
    private Part file;

    public void load() {
        if (statement != null) {
            return;
        }
        // before the form is read, because what is shown depends on it
        code = request.getParameter("code");
        named = request.getParameter("line");
        statement = statements.get(actor.get(), code);
        if (named == null || named.isEmpty()) {
            return;
        }
        line = statements.line(actor.get(), code, PostingKey.parse(named));
        dispute = disputes.ofStatement(actor.get(), code).stream()
                .filter(each -> each.state() != Dispute.State.WITHDRAWN && each.line().equals(line.key())).findFirst().orElse(null);
        try {
            if (line.causeType().equals("accrual")) {
                accrual = accruals.get(actor.get(), line.causeCode().split("/", 2)[0]);
            } else if (line.causeType().equals("consignment") && actor.may("consignments:view")) {
                consignment = consignments.get(actor.get(), line.causeCode().split("/", 2)[0]);
            }
        } catch (Problem notTheirs) {
            // an upline reads what it earned, not the order of whom it earned by
            consignment = null;
        }
    }

    /** Disputes the line. */
    public String raise() {
        load();
        Money says = claimed == null ? null : Money.parse(claimed, line.amount().currency());
        Dispute raised = disputes.raise(actor.get(), new RaiseDispute(code, line.key(), says, reason, proof()));
        return Done.to(Areas.of(actor.get()) + "/statements/dispute?code=" + raised.code(), "dispute.is-raised", "code", raised.code());
    }

    private Proof proof() {
        if (file == null || file.getSize() == 0) {
            return null;
        }
        try (InputStream bytes = file.getInputStream()) {
            return Proof.of(file.getSubmittedFileName(), bytes.readNBytes(Proof.BYTES_MAX + 1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether this person may dispute it now. */
    public boolean isDisputable() {
        load();
        Actor reader = actor.get();
        return line != null && dispute == null && !reader.headquarters() && reader.may(SettlementPermission.DISPUTE);
    }

    /** Where the order stands for this reader; empty where it cannot be opened. */
    public String getOrder() {
        load();
        String order = consignment != null ? consignment.orderCode() : line == null ? "" : line.order();
        return order == null ? "" : order;
    }

    public boolean isOrderOpen() {
        return !getOrder().isEmpty() && actor.may("area:agent") && (accrual == null || actor.get().sees(accrual.seller()));
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getNamed() {
        return named;
    }

    public void setNamed(String named) {
        this.named = named;
    }

    public Statement getStatement() {
        load();
        return statement;
    }

    public Statement.Line getLine() {
        load();
        return line;
    }

    public Accrual getAccrual() {
        load();
        return accrual;
    }

    public Consignment getConsignment() {
        load();
        return consignment;
    }

    public Dispute getDispute() {
        load();
        return dispute;
    }

    public BigDecimal getClaimed() {
        return claimed;
    }

    public void setClaimed(BigDecimal claimed) {
        this.claimed = claimed;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
