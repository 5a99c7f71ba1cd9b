package entrepot.tax;

import entrepot.kernel.OrganisationId;
import entrepot.network.TaxProfile;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Who is paid behind an organisation. The number is masked; only filings and certificates carry it.
 *
 * @param profile    null while nobody has said
 * @param name       a person's or a company's; null while nobody has said
 * @param number     the last four of its tax or identity number, the rest masked
 * @param continuous since when the person is paid month after month, so that the year counts; null for each payment by itself
 */
public record Payee(OrganisationId organisation, TaxProfile profile, String name, String number, LocalDate continuous, String by, Instant at) {

    static String masked(String number) {
        int shown = Math.min(4, number.length() / 2);
        return "•".repeat(number.length() - shown) + number.substring(number.length() - shown);
    }
}
