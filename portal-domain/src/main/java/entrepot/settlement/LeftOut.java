package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;

/**
 * Somebody, or something of somebody, that a run does not pay.
 *
 * @param statement the run's statement for it; null where it has none
 * @param amount    what is left: carried over, disputed, of the later entries, or payable that cannot leave
 * @param entries   how many entries came too late; 0 for other reasons
 * @param other     the run that has it in hand instead; empty for other reasons
 */
public record LeftOut(Why why, OrganisationId organisation, String statement, Money amount, long entries, String other) {

    /** Why. */
    public enum Why {
        /** Entries recorded after the period: they stand on the next statement. */
        LATER,
        /** Another run settles the member, or has settled it beyond the period. */
        ELSEWHERE,
        /** Nothing moved and nothing stands. */
        SILENT,
        BELOW_MINIMUM,
        NEGATIVE,
        /** Nobody knows yet as what the member is taxed. */
        TAX_UNKNOWN,
        DISPUTED,
        /** The member has to write an invoice first. */
        INVOICE_MISSING,
        /** The member has no account that was verified. */
        ACCOUNT_MISSING,
        /** The account is new: nothing is paid to it yet. */
        ACCOUNT_FROZEN,
        /** The books do not add up: no payout leaves. */
        PARKED
    }

    /** How many are left out for a reason. */
    public record Count(Why why, long members, Money amount) {
    }
}
