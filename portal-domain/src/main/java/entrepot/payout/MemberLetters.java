package entrepot.payout;

import entrepot.kernel.OrganisationId;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.OrganisationDetail;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Tells a member at the address that headquarters knows, whoever is signed in for it. */
@ApplicationScoped
class MemberLetters {

    @Inject
    private Organisations organisations;

    @Inject
    private Messages messages;

    @Inject
    private Transactions transactions;

    void send(Actor actor, OrganisationId member, String text, Map<String, String> details, String link) {
        OrganisationDetail detail = organisations.detail(actor, organisations.get(actor, member).code());
        if (detail.email() != null && !detail.email().isBlank()) {
            messages.send(actor, new SendMessage(detail.email(), transactions.tenant().language(), text, details, link));
        }
    }
}
