package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.MemberInvoice;
import entrepot.invoicing.MemberInvoices;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;

/** Members' invoices for their commission, those that wait first. */
@Named
@RequestScoped
public class ReceivedListPage extends Listing<MemberInvoice> {

    @Inject
    private MemberInvoices invoices;
    @Inject
    private CurrentActor actor;


    public void load() {
        if (getView() == null) {
            setView(MemberInvoice.State.UPLOADED.name());
        }
        MemberInvoice.State state = Arrays.stream(MemberInvoice.State.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        show(Paged.of(invoices.list(actor.get(), state, getAfter(), ROWS + 1), ROWS, MemberInvoice::code));
    }
}
