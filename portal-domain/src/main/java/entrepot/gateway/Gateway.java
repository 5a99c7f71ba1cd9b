package entrepot.gateway;

import entrepot.kernel.Money;
import java.time.Instant;
import java.util.Map;

/** A provider as the portal speaks with it. Calls go out by {@code platform.outbound}, outside of transactions. */
interface Gateway {

    /** What is to be paid. @param phone whether the payer looks at a telephone */
    record Order(String code, Money amount, String about, Instant expiresAt, String returnTo, String notifyTo, boolean phone, String address) {
    }

    /** As the tenant set it; secrets opened. */
    record Settings(Map<String, String> plain, Map<String, String> secrets) {

        String get(String name) {
            return plain.getOrDefault(name, "");
        }

        String secret(String name) {
            return secrets.getOrDefault(name, "");
        }
    }

    /** What came to the callback address. @param headers with small names */
    record Callback(Map<String, String> headers, byte[] body) {
    }

    /** What has become of a payment; of a refund: it arrived, it is on its way, it came to nothing. */
    enum Result { PAID, OPEN, CLOSED }

    /**
     * What a provider says of a payment.
     *
     * @param payment  our code for it
     * @param number   its own
     * @param merchant to whom it was paid
     * @param amount   null where it does not say one
     * @param refund   our code of the refund of which it speaks; null where it speaks of the payment
     */
    record Notice(String payment, String number, String merchant, Money amount, Result result, String refund) {

        /** Of a payment. */
        Notice(String payment, String number, String merchant, Money amount, Result result) {
            this(payment, number, merchant, amount, result, null);
        }
    }

    /** What a provider wants to read. */
    record Reply(int status, String type, String body) {
    }

    Provider provider();

    /** Whom the tenant is at this provider. */
    String merchant(Settings settings);

    /** Where the payer goes: an address of the provider, or what a telephone scans. */
    String begin(Settings settings, Order order) throws Refused;

    /** The notice in a callback, its signature checked. */
    Notice verified(Settings settings, Callback callback) throws Forged;

    /** Understood, do not send it again; or not. */
    Reply reply(boolean understood);

    /** Asks what has become of it. */
    Notice ask(Settings settings, Order order) throws Refused;

    /** Gives so much of a payment back; the same code again is the same refund. */
    void refund(Settings settings, Order order, String code, Money amount) throws Refused;

    /** Its signature is wrong, or there is none. */
    final class Forged extends Exception {
        private static final long serialVersionUID = 1L;

        Forged(String why) {
            super(why, null, false, false);
        }
    }

    /** The provider did not do it. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String outcome) {
            super(outcome, null, false, false);
        }
    }
}
