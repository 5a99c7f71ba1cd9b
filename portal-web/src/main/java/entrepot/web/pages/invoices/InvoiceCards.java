package entrepot.web.pages.invoices;

import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.MemberInvoices;
import entrepot.invoicing.Receivables;
import entrepot.invoicing.Waiting;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.wallet.CreditLines;
import entrepot.wallet.WalletPermission;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What waits about invoices, charges, credit lines and deposits: for finance to be done, for the checker to be decided. */
@ApplicationScoped
class InvoiceCards implements DeskCards {

    @Inject
    private FapiaoRequests requests;
    @Inject
    private MemberInvoices invoices;
    @Inject
    private Receivables receivables;
    @Inject
    private CreditLines lines;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (!actor.may("area:finance")) {
            return cards;
        }
        if (actor.may(InvoicingPermission.ISSUE)) {
            Waiting asked = requests.waiting(actor);
            Waiting red = requests.redWaiting(actor);
            cards.add(DeskCard.of("invoices.desk.requests", "pi-receipt", asked.count() + red.count(),
                    Stream.of(asked, red).map(Waiting::oldest).filter(Objects::nonNull).min(Instant::compareTo).orElse(null),
                    "/finance/invoices/requests"));
            Waiting received = invoices.waiting(actor);
            cards.add(DeskCard.of("invoices.desk.received", "pi-file-check", received.count(), received.oldest(), "/finance/invoices/received"));
            Waiting overdue = receivables.overdue(actor);
            cards.add(DeskCard.of("invoices.desk.overdue", "pi-clock", overdue.count(), overdue.oldest(), "/finance/invoices/receivables"));
        }
        if (actor.may(InvoicingPermission.APPROVE)) {
            Proposals.Queue losses = receivables.toDecide(actor);
            cards.add(DeskCard.of("invoices.desk.losses", "pi-verified", losses.count(), losses.oldest(), "/finance/invoices/receivables"));
        }
        if (actor.may(WalletPermission.CREDIT_APPROVE)) {
            Proposals.Queue credit = lines.toDecide(actor);
            cards.add(DeskCard.of("credit.desk.proposals", "pi-verified", credit.count(), credit.oldest(), "/finance/topups/credit"));
        }
        return cards;
    }
}
