package entrepot.platform.tenant;

import entrepot.kernel.TenantId;
import java.time.ZoneId;

/**
 * One headquarters with its whole network.
 *
 * @param code     the sub-domain, such as {@code acme}
 * @param zone     where its business dates begin and end
 * @param currency in which it prices and settles (ISO 4217)
 * @param country  where it ships (ISO 3166 alpha-2)
 */
public record Tenant(TenantId id, String code, String name, ZoneId zone, String currency, String country) {
}
