package entrepot.identity;

/** What the use cases of this package ask for. */
public final class IdentityPermission {

    /** One's own profile: language, password, sign-ins. */
    public static final String SELF = "identity:self";
    /** Sees the people of one's organisation. */
    public static final String PEOPLE = "identity:people";
    /** Invites people into one's organisation, shuts their accounts and opens them again. */
    public static final String MANAGE_PEOPLE = "identity:manage-people";
    /** Invites people into headquarters. */
    public static final String MANAGE_HEADQUARTERS = "identity:manage-headquarters";
    /** Makes and revokes API keys of one's organisation. */
    public static final String KEYS = "identity:keys";

    private IdentityPermission() {
    }
}
