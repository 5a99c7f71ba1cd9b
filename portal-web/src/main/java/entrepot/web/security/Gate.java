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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final long KEEP_MS = 900;
    private static final int KEPT_MAX = 20_000;

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private DefaultWebSecurityManager manager;

    private record Known(ApiKeyRealm.KeyHolder holder, long at) {
    }

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

    /**
     * Who a bearer key stands for; empty for none of ours. A key that was found is not looked up again for {@value #KEEP_MS}
     * ms, as a sign-in is not, so that a key that was revoked counts no more within a second, on every node.
     *
     * @param hash the key's, for nothing else of it is kept
     */
    Optional<ApiKeyRealm.KeyHolder> holder(String key, String hash, String address) {
        Known kept = known.get(hash);
        long now = System.nanoTime();
        if (kept != null && now - kept.at() < KEEP_MS * 1_000_000) {
            return Optional.of(kept.holder());
        }
        try {
            AuthenticationInfo info = manager.authenticate(new BearerToken(key, address));
            ApiKeyRealm.KeyHolder holder = (ApiKeyRealm.KeyHolder) info.getPrincipals().getPrimaryPrincipal();
            if (known.size() >= KEPT_MAX) {
                known.clear();
            }
            known.put(hash, new Known(holder, now));
            return Optional.of(holder);
        } catch (AuthenticationException unknown) {
            known.remove(hash);
            return Optional.empty();
        }
    }
}
