package entrepot.web.pages.finance.ledger;

import entrepot.kernel.Money;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Entry;
import entrepot.ledger.Ledger;
import entrepot.ledger.PostingKey;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** One account with what moved on it: headquarters' own, or a member's. */
@Named
@RequestScoped
public class AccountPage extends Listing<Entry> {

    private static final int MEMBERS_MAX = 200;

    @Inject
    private Ledger ledger;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private String kind;
    private String member;
    private List<Organisation> members;
    private Money balance;

    public void load() {
        AccountKind of = Arrays.stream(AccountKind.values()).filter(each -> each.name().equals(kind)).findFirst().orElse(AccountKind.BANK);
        kind = of.name();
        members = organisations.list(actor.get(), null, MEMBERS_MAX);
        if (of.isOrganisations() && (member == null || member.isBlank())) {
            return;
        }
        Account account = of.isOrganisations() ? Account.of(of, organisations.byCode(actor.get(), member).id()) : Account.of(of);
        balance = ledger.balance(actor.get(), account);
        PostingKey from = getAfter() == null || getAfter().isBlank() ? null : PostingKey.parse(getAfter());
        show(Paged.of(ledger.entries(actor.get(), account, from, ROWS + 1), ROWS, entry -> entry.posting().text()));
    }

    public AccountKind[] getKinds() {
        return AccountKind.values();
    }

    /** Whether a member has to be chosen before there is an account. */
    public boolean isMembersOwn() {
        return AccountKind.valueOf(kind).isOrganisations();
    }

    public String choose() {
        return Done.to("/finance/ledger/account?kind=" + kind + (member == null ? "" : "&member=" + member));
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

    public List<Organisation> getMembers() {
        return members;
    }

    public Money getBalance() {
        return balance;
    }
}
