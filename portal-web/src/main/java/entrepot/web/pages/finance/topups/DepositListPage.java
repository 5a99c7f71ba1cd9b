package entrepot.web.pages.finance.topups;

import entrepot.wallet.Deposit;
import entrepot.wallet.DepositMove;
import entrepot.wallet.Deposits;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;

/** What members have to leave and have left; how much, and what becomes of it. */
@Named
@RequestScoped
public class DepositListPage extends Listing<Deposit> {

    @Inject
    private Deposits deposits;
    @Inject
    private CurrentActor actor;

    private String member;
    private BigDecimal required;
    private String why;
    private String whose;
    private String kind;
    private BigDecimal amount;
    private String reason;

    public void load() {
        show(Paged.of(deposits.list(actor.get(), getAfter(), ROWS + 1), ROWS, Deposit::memberCode));
    }

    public String require() {
        Deposit deposit = deposits.require(actor.get(), member, required, why);
        return Done.to("/finance/topups/deposits", "deposit.is-required", "member", deposit.member());
    }

    public String propose() {
        String code = deposits.propose(actor.get(), whose, DepositMove.Kind.valueOf(kind), amount, reason);
        return Done.to("/finance/topups/proposed?code=" + code, "credit.proposed", "code", code);
    }

    public List<String> getKinds() {
        return List.of(DepositMove.Kind.RETURNED.name(), DepositMove.Kind.PENALTY.name(), DepositMove.Kind.CLAIM.name());
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public BigDecimal getRequired() {
        return required;
    }

    public void setRequired(BigDecimal required) {
        this.required = required;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public String getWhose() {
        return whose;
    }

    public void setWhose(String whose) {
        this.whose = whose;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
