package entrepot.web.pages.finance.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Adjustments;
import entrepot.ledger.Openings;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.rest.Paged;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is posted by hand: adjustments, and the balances of a network that is taken over. */
@Named
@RequestScoped
public class AdjustmentsPage extends Deciding {

    private static final String HERE = "/finance/ledger/adjustments";
    private static final int ROWS = 50;
    private static final int MEMBERS_MAX = 200;

    @Inject
    private Adjustments adjustments;
    @Inject
    private Openings openings;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private List<Proposal> waiting;
    private Paged<Proposal> page;
    private List<Organisation> members;
    private String kind = AccountKind.WALLET.name();
    private String member;
    private BigDecimal amount;
    private String on;
    private Part file;
    private String openedOn;
    private String openingReason;

    public void load() {
        if (waiting != null) {
            return;
        }
        waiting = Stream.concat(adjustments.waiting(actor.get()).stream(), openings.waiting(actor.get()).stream()).toList();
        page = Paged.of(adjustments.list(actor.get(), Asked.text(request.getParameter("after")), ROWS + 1), ROWS, Proposal::code);
        members = organisations.list(actor.get(), null, MEMBERS_MAX);
    }

    public String propose() {
        Account account = Asked.account(actor.get(), organisations, kind, member);
        String code = adjustments.propose(actor.get(), account, Money.parse(amount, actor.tenant().currency()), Asked.day("on", on), getReason());
        return Done.to("/finance/ledger/adjustment?code=" + code, "ledger.proposed");
    }

    public String takeOver() {
        if (file == null || file.getSize() == 0) {
            throw Problem.missing("file");
        }
        try (InputStream bytes = file.getInputStream()) {
            String code = openings.propose(actor.get(), bytes.readAllBytes(), byCode(), Asked.day("on", openedOn), openingReason);
            return Done.to("/finance/ledger/adjustment?code=" + code, "ledger.proposed");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Map<String, OrganisationId> byCode() {
        Map<String, OrganisationId> byCode = new HashMap<>();
        for (List<Organisation> some = organisations.list(actor.get(), null, MEMBERS_MAX); !some.isEmpty();
                some = organisations.list(actor.get(), some.get(some.size() - 1).code(), MEMBERS_MAX)) {
            some.forEach(each -> byCode.put(each.code(), each.id()));
        }
        return byCode;
    }

    @Override
    protected void approved(String code) {
        if (adjustments.waiting(actor.get()).stream().anyMatch(each -> each.code().equals(code))) {
            adjustments.approve(actor.get(), code);
        } else {
            openings.approve(actor.get(), code);
        }
    }

    @Override
    protected void rejected(String code, String why) {
        if (adjustments.waiting(actor.get()).stream().anyMatch(each -> each.code().equals(code))) {
            adjustments.reject(actor.get(), code, why);
        } else {
            openings.reject(actor.get(), code, why);
        }
    }

    @Override
    protected String here() {
        return HERE;
    }

    /** Every kind that can be adjusted. */
    public List<AccountKind> getKinds() {
        return Arrays.stream(AccountKind.values()).filter(each -> each != AccountKind.ADJUSTMENTS).toList();
    }

    public List<Proposal> getWaiting() {
        load();
        return waiting;
    }

    public List<Proposal> getRows() {
        load();
        return page.items();
    }

    public String getNext() {
        load();
        return page.next();
    }

    public String getAfter() {
        return request.getParameter("after");
    }

    public List<Organisation> getMembers() {
        load();
        return members;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getOn() {
        return on;
    }

    public void setOn(String on) {
        this.on = on;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public String getOpenedOn() {
        return openedOn;
    }

    public void setOpenedOn(String openedOn) {
        this.openedOn = openedOn;
    }

    public String getOpeningReason() {
        return openingReason;
    }

    public void setOpeningReason(String openingReason) {
        this.openingReason = openingReason;
    }
}
