package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.util.List;

/**
 * What a line probably is, why, and how sure that is.
 *
 * @param target what it is for, as {@link MatchKind} says; empty where nothing is proposed
 * @param named  what identified it (a reference, a name, an account), for the words of the reason
 * @param others what else it could be, where several could
 */
public record Proposed(MatchKind kind, String target, OrganisationId organisation, Money amount, Confidence confidence, Why why, String named,
                       List<Proposed> others) {

    /** How sure: what is SURE may be accepted with others by one click, LIKELY one by one, ASK is a choice of several, NONE is unknown. */
    public enum Confidence { SURE, LIKELY, ASK, NONE }

    /** Why. */
    public enum Why {
        /** The member's reference, and the amount that it reported. */
        REFERENCE_AND_AMOUNT,
        /** The member's reference; it reported another amount. */
        REFERENCE_OTHER_AMOUNT,
        /** The member's reference; it reported nothing that is open. */
        REFERENCE_ONLY,
        /** The number that the member gave with its report, and the amount. */
        REPORT_AND_AMOUNT,
        /** The payer's account paid for this member before. */
        PAYER_ACCOUNT,
        /** The payer's name is the member's. */
        PAYER_NAME,
        /** The same amount within some days. */
        AMOUNT_AND_DAY,
        /** Our number for the payment, and its amount. */
        OUR_NUMBER,
        /** Our number for the payment, but not its amount. */
        OUR_NUMBER_OTHER_AMOUNT,
        /** What the provider owes less its usual fee. */
        USUAL_FEE,
        /** The provider is named, and its fee would be within bounds. */
        PROVIDER_NAMED,
        /** The bank's words for its own charges. */
        FEE_WORDS,
        /** More than one could be meant. */
        SEVERAL,
        /** Nothing fits. */
        NOTHING
    }

    Proposed(MatchKind kind, String target, OrganisationId organisation, Money amount, Confidence confidence, Why why, String named) {
        this(kind, target, organisation, amount, confidence, why, named, List.of());
    }

    static Proposed nothing(Money amount) {
        return new Proposed(MatchKind.SUSPENSE, "", null, amount, Confidence.NONE, Why.NOTHING, "");
    }
}
