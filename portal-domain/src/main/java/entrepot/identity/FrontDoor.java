package entrepot.identity;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Passwords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Signing in, step by step: the attempt is counted and committed first, then the password is reckoned with no transaction open, then the
 * result is written. So a refused attempt leaves its count behind, and a slow hash holds no connection.
 */
@ApplicationScoped
public class FrontDoor {

    private static final int PASSWORD_MAX = 1_000;

    @Inject
    private SignIns signIns;

    /**
     * @param visitor a visitor of the tenant
     * @param address the client's address, for the limits and the list of sign-ins
     * @param browser what the client calls itself
     * @throws Problem SIGN_IN_REFUSED (wrong login or password, or a shut account: never which), SIGN_IN_TOO_OFTEN, BUSY
     */
    public SignedIn enter(Actor visitor, String login, String password, String address, String browser) {
        SignIns.Attempt attempt = signIns.begin(visitor, login, address);
        String candidate = password == null || password.length() > PASSWORD_MAX ? "" : password;
        boolean matches = Passwords.matches(candidate, attempt.passwordHash());
        return signIns.finish(visitor, attempt, matches, address, browser).orElseThrow(() -> new Problem(IdentityProblem.SIGN_IN_REFUSED));
    }
}
