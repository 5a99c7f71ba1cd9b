package entrepot.onboarding;

import entrepot.network.Ability;
import java.time.Instant;
import java.util.Set;

/**
 * An application as headquarters sees it.
 *
 * @param territory  the province that it wants as its own; empty where it wants none
 * @param uplineCode the member that sent it, as the applicant wrote it; empty where nobody did
 * @param channel    where it sells; empty where it did not say
 * @param question   what headquarters asked last; empty where it asked nothing
 * @param answer     what the applicant answered; empty where it has not
 * @param reason     why it was rejected or withdrawn; empty otherwise
 * @param decidedBy  who decided; null while nobody has
 * @param memberCode the code of the organisation that came of it; null unless approved
 */
public record Application(String code, ApplicationState state, Set<Ability> abilities, String company,
                          String contactName, String email, String phone, String province, String city,
                          String territory, String uplineCode, String channel, String message, String language,
                          String question, String answer, String reason, Instant appliedAt, String decidedBy,
                          Instant decidedAt, String memberCode) {
}
