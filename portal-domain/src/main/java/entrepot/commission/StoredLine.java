package entrepot.commission;

import entrepot.fulfilment.RefundedLine;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.sql.Row;
import java.time.LocalDate;
import java.util.Map;

/**
 * A delivered line as it was kept: what the rules saw, what they made of it, what was paid back of it since.
 *
 * @param rules   those that worked on it, with {@code earned} for whom and {@code amounts} how much, in that order
 * @param closed  what had been paid back when its month was closed
 * @param back    what has been paid back by now
 */
record StoredLine(long id, LocalDate month, String consignment, String order, SoldLine sold, OrganisationId seller,
                  Map<Rule.Earner, OrganisationId> earners, String plan, String[] rules, long[] earned, long[] amounts, RefundedLine closed,
                  RefundedLine back) {

    static final String SELECT = """
            select id, month, consignment_code, line_no, order_code, sku, product, category, sub_shop, tier, agency, quantity, supply_minor, retail_minor,
                   volume_before_minor, currency, seller_id, upline_1_id, upline_2_id, dealer_id, placed_on, plan_code, rules::text as rules,
                   earned_ids::text as earned_ids, amounts::text as amounts, gross_minor, refunded, reduced_minor, refunded_closed, reduced_closed_minor
              from commission_sold_line
            """;

    static StoredLine of(Row row) {
        OrganisationId seller = new OrganisationId(row.number("seller_id"));
        String currency = row.text("currency");
        int quantity = row.integer("quantity");
        Money gross = Money.of(row.number("gross_minor"), currency);
        return new StoredLine(row.number("id"), row.date("month"), row.text("consignment_code"), row.text("order_code"),
                new SoldLine(row.integer("line_no"), row.text("sku"), row.text("product"), row.text("category"), row.text("sub_shop"), row.text("tier"),
                        row.flag("agency"), row.date("placed_on"), quantity, Money.of(row.number("supply_minor"), currency),
                        Money.of(row.number("retail_minor"), currency), Money.of(row.number("volume_before_minor"), currency)),
                seller, Delivery.earners(seller, organisation(row, "upline_1_id"), organisation(row, "upline_2_id"), organisation(row, "dealer_id")),
                row.text("plan_code"), parts(row.text("rules")), numbers(row.text("earned_ids")), numbers(row.text("amounts")),
                LineRows.back(quantity, gross, row.integer("refunded_closed"), row.number("reduced_closed_minor")),
                LineRows.back(quantity, gross, row.integer("refunded"), row.number("reduced_minor")));
    }

    /** What is left of an amount that hangs on this line. */
    static long left(long minor, RefundedLine back) {
        return minor - returned(minor, back);
    }

    static long returned(long minor, RefundedLine back) {
        return minor == 0 || back.pieces() == 0 && back.reduced().isZero() ? 0 : back.shareOf(Money.of(minor, back.total().currency())).minor();
    }

    private static OrganisationId organisation(Row row, String column) {
        Long id = row.numberOrNull(column);
        return id == null ? null : new OrganisationId(id);
    }

    private static String[] parts(String array) {
        return array.length() <= 2 ? new String[0] : array.substring(1, array.length() - 1).split(",");
    }

    private static long[] numbers(String array) {
        String[] parts = parts(array);
        long[] numbers = new long[parts.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(parts[i]);
        }
        return numbers;
    }
}
