package entrepot.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Something that a member is charged.
 *
 * @param member its code
 * @param kind   FRANCHISE_FEE or OTHER; the others come from a posting elsewhere
 * @param net    in major units, without tax; the tax follows from the rate of the day for fees
 * @param dueOn  null for 30 days from today
 */
public record Charge(String member, ReceivableKind kind, String title, BigDecimal net, LocalDate dueOn) {
}
