package entrepot.gateway;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where a payment needs a word with its provider: the use cases of {@link Payments} stand around the call, which is outside of any transaction. */
@ApplicationScoped
public class Paying {

    private static final Logger LOG = Logger.getLogger(Paying.class.getName());

    @Inject
    private Payments payments;

    @Inject
    private Simulation simulation;

    @Inject
    private Channels channels;

    @Inject
    private Transactions transactions;

    /**
     * From where the payer comes and goes.
     *
     * @param base     of the portal, such as {@code https://acme.example.com}
     * @param tenant   the code that stands in the callback address
     * @param phone    whether the payer looks at a telephone
     * @param address  the payer's network address, which one provider asks for
     */
    public record Payer(String base, String tenant, boolean phone, String address) {

        String notifyTo(Provider provider) {
            return base + "/callbacks/" + tenant + "/" + provider.name().toLowerCase(java.util.Locale.ROOT);
        }

        String returnTo(String payment) {
            return base + "/agent/wallet/payment?code=" + payment;
        }
    }

    /**
     * Begins a payment: the answer says where the payer goes.
     *
     * @throws Problem as {@link Payments#open}; GATEWAY_REFUSED where the provider did not take it
     */
    public Payment start(Actor actor, Payments.StartPayment command, String key, Payer payer) {
        return begin(actor, payments.open(actor, command, key), payer);
    }

    /** Tells the provider of a payment that was opened; harmless where it knows. @throws Problem GATEWAY_REFUSED where it did not take it */
    public Payment begin(Actor actor, Payment payment, Payer payer) {
        if (!payment.payAt().isEmpty() || !payment.isOpen()) {
            return payment;
        }
        try {
            String payAt = payments.gateway(payment.provider()).begin(settings(actor, payment.provider()), order(payment, payer));
            return payments.began(actor, payment.code(), payAt);
        } catch (Gateway.Refused refused) {
            throw new Problem(GatewayProblem.GATEWAY_REFUSED).with("outcome", refused.getMessage());
        }
    }

    /** Where it stands; asks the provider where that has not told yet. */
    public Payment look(Actor actor, String code) {
        Payment payment = payments.get(actor, code);
        if (payment.paidAt() != null || !transactions.in(actor.tenant(), () -> payments.askNow(actor, code))) {
            return payment;
        }
        ask(actor, payment);
        return payments.get(actor, code);
    }

    /** Asks the provider; what it says is heard as a callback is. Where it cannot be asked, what it has to say will come. */
    void ask(Actor actor, Payment payment) {
        Optional<Gateway.Settings> known = transactions.in(actor.tenant(), () -> channels.settings(actor, payment.provider()));
        if (known.isEmpty()) {
            return;
        }
        Gateway gateway = payments.gateway(payment.provider());
        Gateway.Settings settings = known.get();
        try {
            Gateway.Notice notice = gateway.ask(settings, order(payment, new Payer("", "", false, "")));
            if (notice.result() != Gateway.Result.OPEN) {
                Actor system = Actor.system(actor.tenant());
                transactions.in(actor.tenant(), () -> payments.heard(system, payment.provider(), gateway.merchant(settings), notice));
            }
        } catch (Gateway.Refused away) {
            LOG.log(Level.INFO, () -> payment.provider() + " was not to be asked: " + away.getMessage());
        }
    }

    /** Approves that a payment, or a part of it, goes back, and tells the provider; whether it took it stands among what came. */
    public Payment refund(Actor actor, String proposal) {
        Refund refund = payments.approveRefund(actor, proposal);
        tellRefund(actor, refund);
        return payments.get(actor, refund.payment());
    }

    /**
     * Tells the provider once more of a refund that it refused; the same refund for it, however often.
     *
     * @throws Problem REFUND_DONE where it took it
     */
    public Refund sendAgain(Actor actor, String code) {
        Refund refund = payments.unsent(actor, code);
        tellRefund(actor, refund);
        return payments.refund(actor, code);
    }

    void tellRefund(Actor actor, Refund refund) {
        Payments.Outcome outcome = Payments.Outcome.REFUND_SENT;
        String said = refund.amount().toString();
        Payment payment = transactions.in(actor.tenant(), () -> payments.get(actor, refund.payment()));
        try {
            payments.gateway(refund.provider()).refund(settings(actor, refund.provider()), order(payment, new Payer("", "", false, "")), refund.code(),
                    refund.amount());
        } catch (Gateway.Refused refused) {
            outcome = Payments.Outcome.REFUND_REFUSED;
            said = refused.getMessage();
        }
        Payments.Outcome became = outcome;
        String words = said;
        transactions.in(actor.tenant(), () -> {
            payments.refundTold(actor, refund, became, words);
            if (refund.provider() == Provider.SIMULATOR && became == Payments.Outcome.REFUND_SENT) {
                simulation.refunded(Actor.system(actor.tenant()), refund);
            }
            return null;
        });
    }

    private Gateway.Settings settings(Actor actor, Provider provider) {
        return transactions.in(actor.tenant(), () -> channels.settings(actor, provider)).orElseThrow(() -> new Problem(GatewayProblem.GATEWAY_OFF).with("provider", provider));
    }

    private static Gateway.Order order(Payment payment, Payer payer) {
        return new Gateway.Order(payment.code(), payment.amount(), payment.code(), payment.expiresAt(), payer.returnTo(payment.code()),
                payer.notifyTo(payment.provider()), payer.phone(), payer.address());
    }
}
