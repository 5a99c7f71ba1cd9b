package entrepot.web.security;

import entrepot.identity.FrontDoor;
import entrepot.identity.SignedIn;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.credential.AllowAllCredentialsMatcher;
import org.apache.shiro.realm.AuthenticatingRealm;

/** Logins with a password; limits and hashing are the front door's. */
class PasswordRealm extends AuthenticatingRealm {

    private final FrontDoor door;

    /** A login at the host of a tenant. */
    record Login(Actor visitor, String login, String password, String address, String browser) implements AuthenticationToken {

        @Override
        public Object getPrincipal() {
            return login;
        }

        @Override
        public Object getCredentials() {
            return password;
        }

        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    /** Carries the refusal, which says more than Shiro's own exceptions. */
    static final class Refused extends AuthenticationException {
        private static final long serialVersionUID = 1L;
        private final Problem problem;

        Refused(Problem problem) {
            super(problem);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    PasswordRealm(FrontDoor door) {
        super(new AllowAllCredentialsMatcher());
        this.door = door;
        setName("passwords");
        setAuthenticationTokenClass(Login.class);
        setAuthenticationCachingEnabled(false);
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
        Login login = (Login) token;
        try {
            SignedIn signedIn = door.enter(login.visitor(), login.login(), login.password(), login.address(), login.browser());
            return new SimpleAuthenticationInfo(signedIn, "", getName());
        } catch (Problem problem) {
            throw new Refused(problem);
        }
    }
}
