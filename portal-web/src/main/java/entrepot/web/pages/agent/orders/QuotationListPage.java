package entrepot.web.pages.agent.orders;

import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;

/** Requests for a quote: a member's own, for headquarters all. */
@Named
@RequestScoped
public class QuotationListPage extends Listing<Quotation> {

    @Inject
    private Quotations quotations;
    @Inject
    private CurrentActor actor;

    public void load() {
        show(Paged.of(quotations.list(actor.get(), Set.of(), getAfter(), ROWS + 1), ROWS, Quotation::code));
    }
}
