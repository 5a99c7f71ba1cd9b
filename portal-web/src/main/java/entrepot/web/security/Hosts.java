package entrepot.web.security;

import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which tenant a host name means. Tenants are looked up at most once a few seconds each; there are few of them. */
@ApplicationScoped
public class Hosts {

    /** The domain under which tenants have their names, when it is not localhost: {@code example.com} for {@code acme.example.com}. */
    private static final String BASE_DOMAIN = "ENTREPOT_BASE_DOMAIN";
    private static final long KEEP_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int KEPT_MAX = 1000;

    @Inject
    private Tenants tenants;

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<Tenant> tenant, long at) {
    }

    /** The tenant's code in a host name, or null when the name has none. */
    String tenantCode(String host) {
        if (host == null) {
            return null;
        }
        String name = host.toLowerCase(Locale.ROOT);
        String base = baseDomain();
        for (String domain : new String[] {base, "localhost"}) {
            if (!domain.isEmpty() && name.endsWith("." + domain)) {
                String code = name.substring(0, name.length() - domain.length() - 1);
                return code.contains(".") ? null : code;
            }
        }
        return null;
    }

    Optional<Tenant> tenant(String code) {
        if (code.length() > 63) {
            return Optional.empty();
        }
        Known kept = known.get(code);
        long now = System.nanoTime();
        if (kept == null || now - kept.at() > KEEP_NANOS) {
            if (known.size() > KEPT_MAX) {
                known.clear();
            }
            kept = new Known(tenants.byCode(code), now);
            known.put(code, kept);
        }
        return kept.tenant();
    }

    private static String baseDomain() {
        String value = System.getProperty(BASE_DOMAIN, System.getenv(BASE_DOMAIN));
        return value == null ? "" : value.trim().toLowerCase(Locale.ROOT);
    }
}
