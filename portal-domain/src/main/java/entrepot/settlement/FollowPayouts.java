package entrepot.settlement;

import entrepot.invoicing.MemberInvoiceAccepted;
import entrepot.payout.PayoutCancelled;
import entrepot.payout.PayoutFailed;
import entrepot.payout.PayoutPaid;
import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What became of the money of statements. */
final class FollowPayouts {

    private FollowPayouts() {
    }

    /** The bank has paid it, or it went into the wallet. */
    @ApplicationScoped
    static class Paid implements FactConsumer<PayoutPaid> {

        @Inject
        private Settlements settlements;

        @Override
        public Class<PayoutPaid> consumes() {
            return PayoutPaid.class;
        }

        @Override
        public void on(Actor system, PayoutPaid paid) {
            if (paid.causeType().equals("statement")) {
                settlements.paid(system, paid.causeCode(), paid.reference());
            } else {
                settlements.lastPayoutEnded(system, paid.code());
            }
        }
    }

    /** It came back. */
    @ApplicationScoped
    static class Failed implements FactConsumer<PayoutFailed> {

        @Inject
        private Settlements settlements;

        @Override
        public Class<PayoutFailed> consumes() {
            return PayoutFailed.class;
        }

        @Override
        public void on(Actor system, PayoutFailed failed) {
            if (failed.causeType().equals("statement")) {
                settlements.cameBack(system, failed.causeCode(), failed.reason());
            } else {
                settlements.lastPayoutCameBack(system, failed.code(), failed.reason());
            }
        }
    }

    /** It was given back while it waited. */
    @ApplicationScoped
    static class Cancelled implements FactConsumer<PayoutCancelled> {

        @Inject
        private Settlements settlements;

        @Override
        public Class<PayoutCancelled> consumes() {
            return PayoutCancelled.class;
        }

        @Override
        public void on(Actor system, PayoutCancelled cancelled) {
            settlements.lastPayoutEnded(system, cancelled.code());
        }
    }

    /** Its member has written the invoice for it. */
    @ApplicationScoped
    static class Invoiced implements FactConsumer<MemberInvoiceAccepted> {

        @Inject
        private Settlements settlements;

        @Override
        public Class<MemberInvoiceAccepted> consumes() {
            return MemberInvoiceAccepted.class;
        }

        @Override
        public void on(Actor system, MemberInvoiceAccepted accepted) {
            settlements.invoiced(system, accepted.statement());
        }
    }
}
