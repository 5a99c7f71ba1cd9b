package entrepot.web.security;

import entrepot.identity.ApiKeys;
import entrepot.identity.FrontDoor;
import entrepot.identity.SignedIn;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.pam.FirstSuccessfulStrategy;
import org.apache.shiro.authc.pam.ModularRealmAuthenticator;
import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.session.mgt.ServletContainerSessionManager;

/** Shiro's security manager with our two realms: passwords for people, keys for programs. Sessions are the container's; nobody is remembered. */
@ApplicationScoped
public class Gate {

    @Inject
    private FrontDoor door;
    @Inject
    private ApiKeys keys;
    @Inject
    private Hosts hosts;
    @Inject
    private LiveSignIn live;

    private DefaultWebSecurityManager manager;

    @PostConstruct
    void build() {
        ModularRealmAuthenticator authenticator = new ModularRealmAuthenticator() {
            /** Several realms swallow what each says; only one of ours takes a token, and its refusal is the answer. */
            @Override
            protected AuthenticationInfo doAuthenticate(org.apache.shiro.authc.AuthenticationToken token) {
                return doSingleRealmAuthentication(getRealms().stream().filter(r -> r.supports(token)).findFirst().orElseThrow(AuthenticationException::new), token);
            }
        };
        authenticator.setAuthenticationStrategy(new FirstSuccessfulStrategy());
        manager = new DefaultWebSecurityManager();
        manager.setSessionManager(new ServletContainerSessionManager());
        manager.setAuthenticator(authenticator);
        manager.setRealms(List.of(new PasswordRealm(door), new ApiKeyRealm(keys, hosts)));
        manager.setRememberMeManager(null);
    }

    DefaultWebSecurityManager manager() {
        return manager;
    }

    /**
     * Signs a person in and puts the sign-in into a new session.
     *
     * @throws Problem as {@link FrontDoor#enter}
     */
    public void signIn(HttpServletRequest request, Actor visitor, String login, String password) {
        try {
            AuthenticationInfo info = manager.authenticate(new PasswordRealm.Login(visitor, login, password, Clients.address(request), request.getHeader("User-Agent")));
            live.open(request, (SignedIn) info.getPrincipals().getPrimaryPrincipal());
        } catch (PasswordRealm.Refused refused) {
            throw refused.problem();
        }
    }

    /** Who a bearer key stands for; empty for none of ours. */
    Optional<ApiKeyRealm.KeyHolder> holder(String key, String address) {
        try {
            AuthenticationInfo info = manager.authenticate(new BearerToken(key, address));
            return Optional.of((ApiKeyRealm.KeyHolder) info.getPrincipals().getPrimaryPrincipal());
        } catch (AuthenticationException unknown) {
            return Optional.empty();
        }
    }
}
