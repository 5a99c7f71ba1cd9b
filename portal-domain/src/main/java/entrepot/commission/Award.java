package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What the closing of a month earned somebody, or corrected.
 *
 * @param month   its first day
 * @param seller  whose sales it comes from
 * @param subShop the one that won; empty for a member's
 * @param amount  when the month was closed; a TRUE_UP may be negative
 * @param left    after the refunds since
 * @param trueUp  why, of a TRUE_UP; else null
 * @param won     why, of a bonus; else null
 */
public record Award(String code, Kind kind, LocalDate month, OrganisationId organisation, OrganisationId seller, String subShop, String plan, String rule,
                    Money amount, Money left, TrueUp trueUp, Won won, Instant at) {

    public enum Kind { TRUE_UP, BONUS }
}
