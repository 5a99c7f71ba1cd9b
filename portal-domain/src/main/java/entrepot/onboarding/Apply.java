package entrepot.onboarding;

import entrepot.network.Ability;
import java.util.Set;

/**
 * Ask to become a member.
 *
 * @param province   where the company sits
 * @param territory  the province that it wants as its own; may be empty
 * @param uplineCode the code of the member that sent it; may be empty
 * @param channel    where it sells, an {@code entrepot.network.Channel} by name; may be empty
 * @param message    what else it wants to say; may be empty
 * @param language   in which it wants to be written to: {@code en}, {@code zh-CN} or {@code es}
 */
public record Apply(Set<Ability> abilities, String company, String contactName, String email, String phone,
                    String province, String city, String territory, String uplineCode, String channel,
                    String message, String language) {

    public Apply {
        abilities = Set.copyOf(abilities);
    }
}
