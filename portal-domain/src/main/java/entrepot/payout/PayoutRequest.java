package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.LocalDate;

/**
 * Money that stands in a member's PAYABLE and shall leave.
 *
 * @param causeType what made it payable: {@code statement}, {@code withdrawal} or {@code deposit}
 * @param causeCode its code; one payout a cause
 * @param dueOn     the day on which it shall be paid, in the tenant's zone
 */
public record PayoutRequest(OrganisationId organisation, String causeType, String causeCode, Money amount, LocalDate dueOn) {
}
