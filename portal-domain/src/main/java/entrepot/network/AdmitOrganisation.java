package entrepot.network;

import entrepot.kernel.OrganisationId;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Make a company a member.
 *
 * @param abilities    one at least
 * @param tier         the code of its tier
 * @param upline       its sponsor, or null
 * @param province     where it sits
 * @param territories  the provinces that are its own; for dealers
 * @param productLines what it may carry, in words; empty for everything
 * @param contractFrom the first day of its contract; null for today
 * @param contractTo   the last day; null where it has no end
 */
public record AdmitOrganisation(String name, Set<Ability> abilities, String tier, OrganisationId upline,
                                String province, String city, List<String> territories, String contactName,
                                String email, String phone, String productLines, LocalDate contractFrom,
                                LocalDate contractTo) {

    public AdmitOrganisation {
        abilities = Set.copyOf(abilities);
        territories = List.copyOf(territories);
    }
}
