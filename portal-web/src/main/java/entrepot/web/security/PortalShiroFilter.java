package entrepot.web.security;

import entrepot.web.pages.frame.Refusals;
import jakarta.inject.Inject;
import jakarta.servlet.FilterConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.shiro.web.filter.mgt.DefaultFilterChainManager;
import org.apache.shiro.web.filter.mgt.PathMatchingFilterChainResolver;
import org.apache.shiro.web.servlet.AbstractShiroFilter;

/**
 * Shiro's filter with our chains. The first pattern that fits counts; the last one shuts whatever nobody thought of. Folders open to roles
 * by their {@code area:…} permission; what a person may do there is still up to the use cases.
 */
public class PortalShiroFilter extends AbstractShiroFilter {

    /** Path pattern to chain, in order. */
    static final Map<String, String> CHAINS = chains();

    @Inject
    private Gate gate;
    @Inject
    private LiveSignIn live;
    @Inject
    private Limits limits;
    @Inject
    private ErrorAnswers errors;
    @Inject
    private Refusals refusals;

    @Override
    public void init() {
        setSecurityManager(gate.manager());
        DefaultFilterChainManager manager = new DefaultFilterChainManager();
        FilterConfig config = getFilterConfig();
        manager.setFilterConfig(config);
        manager.addFilter("open", new OpenFilter(live));
        manager.addFilter("signedIn", new SignedInFilter(live));
        manager.addFilter("area", new AreaFilter(live));
        manager.addFilter("key", new ApiKeyFilter(gate, limits, errors, refusals));
        manager.addFilter("shut", new ShutFilter());
        CHAINS.forEach(manager::createChain);
        PathMatchingFilterChainResolver resolver = new PathMatchingFilterChainResolver(config);
        resolver.setFilterChainManager(manager);
        setFilterChainResolver(resolver);
    }

    private static Map<String, String> chains() {
        Map<String, String> chains = new LinkedHashMap<>();
        for (String open : new String[] {"/", "/chooser", "/sign-in", "/sign-out", "/language", "/invitation", "/track", "/choose", "/setup", "/setup/*", "/join", "/join/**", "/error", "/chooser.xhtml", "/favicon.ico"}) {
            chains.put(open, "open");
        }
        chains.put("/style/**", "anon");
        chains.put("/jakarta.faces.resource/**", "anon");
        chains.put("/health/**", "anon");
        chains.put("/feeds/**", "anon");
        chains.put("/tracking/**", "anon");
        chains.put("/callbacks/**", "anon");
        chains.put("/pictures/**", "anon");
        chains.put("/api/openapi.json", "anon");
        chains.put("/api/**", "noSessionCreation, key");
        chains.put("/desk", "signedIn");
        chains.put("/search", "signedIn");
        chains.put("/account/**", "signedIn");
        chains.put("/demo/receiver/*", "anon");
        chains.put("/demo/**", "signedIn");
        chains.put("/agent/**", "area[agent]");
        chains.put("/dealer/**", "area[dealer]");
        chains.put("/hq/**", "area[hq]");
        chains.put("/finance/**", "area[finance]");
        chains.put("/**", "shut");
        return chains;
    }
}
