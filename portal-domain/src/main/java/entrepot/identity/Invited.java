package entrepot.identity;

/**
 * What became of an invitation.
 *
 * @param user the account's code
 * @param link path with the token, to set a password by; null when the person has a password already and simply got another role
 */
public record Invited(String user, String link) {

    /** The token inside the link, for who accepts it straight away (demonstration data, tests). */
    public String token() {
        return link == null ? null : link.substring(link.indexOf('=') + 1);
    }
}
