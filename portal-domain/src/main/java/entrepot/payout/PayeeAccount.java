package entrepot.payout;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Transitions;
import java.time.Instant;

/**
 * Where a member wants its money, as everybody sees it: without the number.
 *
 * @param masked        the last four of the number
 * @param holder        the holder's name; {@code holderWritten} as payout files carry it
 * @param bankCode      BIC, or CNAPS' twelve digits
 * @param frozenUntil   nothing is paid to it before
 * @param how           how it was verified, in words; {@code reason} why it was rejected
 * @param sharedWith    other members with the same account, accepted when it was verified
 */
public record PayeeAccount(String code, OrganisationId organisation, Kind kind, String masked, String holder, String holderWritten, String bankName,
                           String bankWritten, String bankCode, State state, String enteredBy, Instant enteredAt, Instant frozenUntil, String decidedBy,
                           Instant decidedAt, String how, String reason, String sharedWith) {

    /** What it is. */
    public enum Kind {
        IBAN, CN_BANK, ALIPAY,
        /** The member's own wallet: the money stays inside, so nobody verifies it and nothing is frozen. */
        WALLET
    }

    /** What became of it. A rejected change gives way to the account that it replaced. */
    public enum State {
        PROPOSED, VERIFIED, REJECTED, REPLACED;

        public static final Transitions<State> TRANSITIONS = Transitions.of(State.class)
                .allow(PROPOSED, VERIFIED, REJECTED, REPLACED)
                .allow(VERIFIED, REPLACED)
                .allow(REPLACED, VERIFIED);
    }

    public boolean isFrozen(Instant now) {
        return now.isBefore(frozenUntil);
    }

    /** Whether money may be sent there now. */
    public boolean isUsable(Instant now) {
        return state == State.VERIFIED && !isFrozen(now);
    }
}
