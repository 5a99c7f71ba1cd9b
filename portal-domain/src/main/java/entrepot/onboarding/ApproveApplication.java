package entrepot.onboarding;

import entrepot.network.Ability;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Admit the applicant.
 *
 * @param code         of the application
 * @param abilities    those applied for, or fewer
 * @param tier         the code of its tier
 * @param territories  provinces that become its own; one at least for a dealer
 * @param uplineCode   its sponsor; empty for none
 * @param productLines what it may carry, in words; empty for everything
 * @param contractFrom null for today
 * @param contractTo   null for no end
 */
public record ApproveApplication(String code, Set<Ability> abilities, String tier, List<String> territories,
                                 String uplineCode, String productLines, LocalDate contractFrom,
                                 LocalDate contractTo) {

    public ApproveApplication {
        abilities = Set.copyOf(abilities);
        territories = List.copyOf(territories);
    }
}
