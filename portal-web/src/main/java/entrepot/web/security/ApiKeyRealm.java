package entrepot.web.security;

import entrepot.identity.ApiKeys;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import java.util.Optional;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.UnknownAccountException;
import org.apache.shiro.authc.credential.AllowAllCredentialsMatcher;
import org.apache.shiro.realm.AuthenticatingRealm;

/** API keys: {@code ek_<tenant>_<random>}. The key's hash is what is looked up, so finding it is the proof. */
class ApiKeyRealm extends AuthenticatingRealm {

    private static final int KEY_MAX = 200;

    private final ApiKeys keys;
    private final Hosts hosts;

    /** Who a key stands for. */
    record KeyHolder(Tenant tenant, Actor actor) {
    }

    ApiKeyRealm(ApiKeys keys, Hosts hosts) {
        super(new AllowAllCredentialsMatcher());
        this.keys = keys;
        this.hosts = hosts;
        setName("keys");
        setAuthenticationTokenClass(BearerToken.class);
        setAuthenticationCachingEnabled(false);
    }

    @Override
    protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
        String key = ((BearerToken) token).getToken();
        int end = key == null || !key.startsWith("ek_") || key.length() > KEY_MAX ? -1 : key.indexOf('_', 3);
        Optional<Tenant> tenant = end < 0 ? Optional.empty() : hosts.tenant(key.substring(3, end));
        Optional<Actor> actor = tenant.flatMap(t -> keys.authenticate(Actor.visitor(t.id()), key));
        if (actor.isEmpty()) {
            throw new UnknownAccountException();
        }
        return new SimpleAuthenticationInfo(new KeyHolder(tenant.get(), actor.get()), key, getName());
    }
}
