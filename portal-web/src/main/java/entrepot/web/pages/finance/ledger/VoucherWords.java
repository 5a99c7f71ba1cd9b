package entrepot.web.pages.finance.ledger;

import entrepot.kernel.OrganisationId;
import entrepot.ledger.Books;
import entrepot.ledger.Vouchers;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in vouchers in words: events in the language of the request, and members. */
@RequestScoped
public class VoucherWords {

    private static final int MEMBERS_MAX = 200;

    @Inject
    private Books books;
    @Inject
    private Organisations organisations;
    @Inject
    private PageTexts texts;
    @Inject
    private CurrentActor actor;

    public Map<String, String> events() {
        Map<String, String> events = new HashMap<>();
        books.events(actor.get()).forEach(event -> events.put(event, texts.text("ledger.event." + event)));
        return events;
    }

    public Map<OrganisationId, Vouchers.Member> members() {
        Map<OrganisationId, Vouchers.Member> members = new HashMap<>();
        for (List<Organisation> some = organisations.list(actor.get(), null, MEMBERS_MAX); !some.isEmpty();
                some = organisations.list(actor.get(), some.get(some.size() - 1).code(), MEMBERS_MAX)) {
            some.forEach(each -> members.put(each.id(), new Vouchers.Member(each.code(), each.name())));
        }
        return members;
    }
}
