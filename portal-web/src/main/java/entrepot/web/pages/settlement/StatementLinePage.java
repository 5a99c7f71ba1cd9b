package entrepot.web.pages.settlement;

import entrepot.aftersales.Return;
import entrepot.aftersales.Returns;
import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.Award;
import entrepot.commission.Awards;
import entrepot.commission.Deduction;
import entrepot.commission.Deductions;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.DealerMark;
import entrepot.fulfilment.FulfilmentFee;
import entrepot.fulfilment.Promises;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemKind;
import entrepot.ledger.LedgerPermission;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.files.Proof;
import entrepot.settlement.Adjustment;
import entrepot.settlement.Adjustments;
import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.settlement.RaiseDispute;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import entrepot.web.pages.finance.ledger.Causes;
import entrepot.web.pages.frame.CodeLinks;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    private Awards awards;
    @Inject
    private Deductions deductions;
    @Inject
    private Promises promises;
    @Inject
    private Adjustments adjustments;
    @Inject
    private Returns returns;
    @Inject
    private CodeLinks links;
    @Inject
    private Causes causes;
    @Inject
    private Show show;
    @Inject
    private PageTexts texts;
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
    private Award award;
    private Deduction deduction;
    private DealerMark mark;
    private Adjustment adjustment;
    private Return goodsReturn;
    private List<Statement.Moved> moved;
    private List<Code> codes;
    private Dispute dispute;
    private BigDecimal claimed;
    private String reason;
    private Part file;

    /** A code of what caused the line. @param page where the reader sees it; empty where nowhere */
    public record Code(String code, String page) {
    }

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
        moved = statements.moved(actor.get(), code, line.key());
        try {
            cause(actor.get(), line.causeCode().split("/", 2)[0]);
        } catch (Problem notTheirs) {
            // an upline reads what it earned, not the order of whom it earned by
            if (notTheirs.kind() != ProblemKind.NOT_FOUND && notTheirs.kind() != ProblemKind.FORBIDDEN) {
                throw notTheirs;
            }
        }
        codes = codes();
    }

    private void cause(Actor reader, String cause) {
        switch (line.causeType()) {
            case "accrual" -> accrual = accruals.get(reader, cause);
            case "commission-award" -> award = awards.get(reader, cause);
            case "deduction" -> deduction = deductions.get(reader, cause);
            case "dealer-mark" -> mark = promises.entry(reader, cause).mark();
            case "return" -> goodsReturn = returns.get(reader, cause);
            case "consignment" -> consignment = reader.may("consignments:view") ? consignments.get(reader, cause) : null;
            case "adjustment" -> adjustment = line.event().equals("settlement.adjusted") && reader.may(SettlementPermission.READ) ? adjustments.get(reader, cause)
                    : null;
            default -> { }
        }
    }

    /** What the posting names as its cause, each with its page: {@code ACC-1/RET-2} is a return that took an accrual back. */
    private List<Code> codes() {
        String page = actor.may("area:finance") && actor.may(LedgerPermission.READ) ? causes.to(line.key()) : "";
        List<Code> found = new ArrayList<>();
        for (String each : line.causeCode().split("/")) {
            if (each.contains("-")) {
                found.add(new Code(each, links.find(each).orElse(found.isEmpty() ? page : "")));
            }
        }
        return found.isEmpty() ? List.of(new Code(line.causeCode(), page)) : found;
    }

    /** What kind of line it is, in a sentence; empty where nobody wrote one. */
    public String getWords() {
        load();
        String key = "statement-line.why." + line.event();
        return texts.containsKey(key) ? texts.text(key) : "";
    }

    /** The dealer's fee as a sum; empty for other lines. */
    public String getFee() {
        load();
        if (consignment == null || !line.event().equals("consignment.fulfilled")) {
            return "";
        }
        FulfilmentFee fee = FulfilmentFee.of(line.amount().currency());
        int parcels = Math.max(1, consignment.parcels().size());
        Money sum = fee.on(parcels, consignment.pieces());
        return sum.equals(line.amount()) ? texts.text("statement-line.fee", Map.of("parcels", parcels, "each", show.money(fee.perParcel()), "pieces",
                consignment.pieces(), "piece", show.money(fee.perPiece()), "amount", show.money(sum))) : "";
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

    public Award getAward() {
        load();
        return award;
    }

    public Deduction getDeduction() {
        load();
        return deduction;
    }

    public DealerMark getMark() {
        load();
        return mark;
    }

    public Adjustment getAdjustment() {
        load();
        return adjustment;
    }

    public Return getGoodsReturn() {
        load();
        return goodsReturn;
    }

    public List<Statement.Moved> getMoved() {
        load();
        return moved;
    }

    public List<Code> getCodes() {
        load();
        return codes;
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
