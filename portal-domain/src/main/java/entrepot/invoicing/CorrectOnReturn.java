package entrepot.invoicing;

import entrepot.aftersales.ReturnRefunded;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What came back and was paid back is not invoiced. */
@ApplicationScoped
class CorrectOnReturn implements FactConsumer<ReturnRefunded> {

    @Inject
    private FapiaoRequests requests;

    @Override
    public Class<ReturnRefunded> consumes() {
        return ReturnRefunded.class;
    }

    @Override
    public void on(Actor system, ReturnRefunded fact) {
        requests.refunded(system, fact.seller(), fact.code(), fact.cause(), fact.amount(), new PostingKey("return.refunded", "return", fact.cause()));
    }
}
