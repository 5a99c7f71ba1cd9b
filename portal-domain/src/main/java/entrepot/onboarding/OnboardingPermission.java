package entrepot.onboarding;

/** What people may do with applications. */
public final class OnboardingPermission {

    /** See applications. */
    public static final String READ = "applications:read";

    /** Ask back, approve and reject. */
    public static final String DECIDE = "applications:decide";

    private OnboardingPermission() {
    }
}
