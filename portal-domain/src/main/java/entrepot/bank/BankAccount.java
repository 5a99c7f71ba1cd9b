package entrepot.bank;

import entrepot.kernel.Transitions;

/**
 * An account of headquarters at a bank.
 *
 * @param holder in whose name it is
 * @param number IBAN or account number, without blanks
 * @param shown  whether members see it as one to transfer to
 */
public record BankAccount(String code, String name, String holder, String bank, String bic, String number, String currency, State state, boolean shown) {

    /** Whether statements and transfers are expected. */
    public enum State {
        ACTIVE, STOPPED;

        /** Stopping takes one person at once; what is stopped begins again by a change that two persons made. */
        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(ACTIVE, STOPPED).allow(STOPPED, ACTIVE);
    }

    /** In groups of four, as it is read out. */
    public String grouped() {
        return number.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** The number with its middle hidden. */
    public String masked() {
        return number.length() <= 8 ? number : number.substring(0, 4) + "…" + number.substring(number.length() - 4);
    }
}
