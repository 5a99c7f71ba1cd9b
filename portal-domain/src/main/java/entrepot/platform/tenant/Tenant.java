package entrepot.platform.tenant;

import entrepot.kernel.TenantId;
import java.time.ZoneId;
import java.util.Set;

/**
 * One headquarters with its whole network.
 *
 * @param code     the sub-domain, such as {@code acme}
 * @param zone     where its business dates begin and end
 * @param currency in which it prices and settles (ISO 4217)
 * @param country  where it ships (ISO 3166 alpha-2)
 */
public record Tenant(TenantId id, String code, String name, ZoneId zone, String currency, String country) {

    private static final Set<String> SPANISH = Set.of("AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "PY", "SV",
            "UY", "VE");

    /** In which people are written to of whom nothing is known but the country: {@code zh-CN}, {@code es} or {@code en}. */
    public String language() {
        return country.equals("CN") ? "zh-CN" : SPANISH.contains(country) ? "es" : "en";
    }
}
