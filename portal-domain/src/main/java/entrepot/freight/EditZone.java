package entrepot.freight;

import java.math.BigDecimal;

/** What headquarters changes about a zone; it counts as confirmed afterwards. Amounts in major units. */
public record EditZone(String code, String name, boolean served, String refusal, BigDecimal base,
                       BigDecimal perKilogram, long version) {
}
