package entrepot.identity;

import java.util.List;

/** One's own account. */
public record Profile(String code, String name, String login, String language, List<Role> roles) {
}
