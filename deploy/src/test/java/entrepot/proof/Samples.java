package entrepot.proof;

import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Codes of things in the demonstration, by the word under which endpoints and pages know them. A word that stands in no
 * line here fails the proofs: whoever adds an endpoint or page for a new thing says here whose it is.
 */
final class Samples {
    /** A code that nothing has. */
    static final String UNKNOWN = "ZZZ-000000-0000000";

    /**
     * @param from   table or query with tenant_id and code
     * @param member who of the members owns it: an expression that is its organisation's id; null where all may see it
     * @param dealer the same for dealers, where theirs is another
     * @param quiet  which rows a proof may act on: those that cannot be changed any more, or that it made itself
     */
    private record Noun(String from, String member, String dealer, String quiet, boolean everybodysOwn) {

        Noun(String from, String member, String dealer, String quiet) {
            this(from, member, dealer, quiet, false);
        }

        /** Headquarters, too, sees its own alone. */
        Noun forEverybody() {
            return new Noun(from, member, dealer, quiet, true);
        }

        static Noun of(String from, String member) {
            return new Noun(from, member, member, "true");
        }

        Noun quiet(String condition) {
            return new Noun(from, member, dealer, condition, everybodysOwn);
        }
    }

    private static final Noun ORDERS = Noun.of("sales_order", "organisation_id").quiet("state in ('DELIVERED', 'COMPLETED')");
    private static final Noun CONSIGNMENTS = new Noun("consignment", "seller_id", "dealer_id", "state = 'DELIVERED'");
    private static final Noun SHOPS = Noun.of("sub_shop", "organisation_id");
    private static final Noun MEMBERS = Noun.of("organisation", "id");

    private static final Map<String, Noun> NOUNS = nouns();

    private static Map<String, Noun> nouns() {
        Map<String, Noun> nouns = new HashMap<>();
        nouns.put("orders", ORDERS);
        nouns.put("consignments", CONSIGNMENTS);
        nouns.put("shipments", CONSIGNMENTS);
        nouns.put("offers", CONSIGNMENTS.quiet("state in ('OFFERED', 'ACCEPTED')"));
        nouns.put("parcels", new Noun("parcel", "-1", "dealer_id", "state = 'DELIVERED'"));
        nouns.put("couriers", Noun.of("courier_bill", null));
        nouns.put("stock-out", Noun.of("(select tenant_id, consignment as code, seller_id from stock_out)", "seller_id"));
        nouns.put("mark", new Noun("dealer_mark", null, "dealer_id", "true"));
        nouns.put("sub-shops", SHOPS);
        nouns.put("shops", SHOPS);
        nouns.put("shop", SHOPS);
        nouns.put("organisations", MEMBERS);
        nouns.put("members", MEMBERS);
        nouns.put("application", Noun.of("application", null));
        nouns.put("applications", Noun.of("application", null));
        nouns.put("warehouses", Noun.of("warehouse", "owner_id"));
        nouns.put("routing", Noun.of("routing_draft", null));
        nouns.put("routing-rules", nouns.get("routing"));
        nouns.put("peak", Noun.of("(select tenant_id, subject as code from proposal where kind = 'routing-peak')", null));
        nouns.put("difference", Noun.of("(select tenant_id, code from proposal where kind = 'stock-difference')", null));
        String keeper = "(select w.owner_id from warehouse w where w.tenant_id = x.tenant_id and w.id = x.warehouse_id)";
        nouns.put("counting", Noun.of("stock_count", keeper));
        nouns.put("hold", Noun.of("stock_hold", keeper));
        nouns.put("purchase", Noun.of("stock_purchase", keeper));
        nouns.put("upload", Noun.of("stock_upload", keeper));
        nouns.put("transfer", Noun.of("stock_transfer",
                "(select w.owner_id from warehouse w where w.tenant_id = x.tenant_id and w.id = x.to_warehouse_id)"));
        nouns.put("transfers", nouns.get("transfer").quiet("state in ('RECEIVED', 'CANCELLED')"));
        nouns.put("purchases", nouns.get("purchase").quiet("state in ('RECEIVED', 'CLOSED', 'CANCELLED')"));
        nouns.put("stock-counts", nouns.get("counting").quiet("state in ('BOOKED', 'CANCELLED')"));
        nouns.put("quality-holds", nouns.get("hold").quiet("state in ('RELEASED', 'WRITTEN_OFF')"));
        nouns.put("quotations", Noun.of("quotation", "organisation_id").quiet("state in ('ACCEPTED', 'DECLINED', 'EXPIRED')"));
        nouns.put("order-requests", new Noun("(select r.tenant_id, r.code, r.state, o.organisation_id, c.dealer_id from order_request r"
                + " join sales_order o on o.tenant_id = r.tenant_id and o.id = r.order_id join consignment c on c.tenant_id = r.tenant_id"
                + " and c.code = r.consignment)", "organisation_id", "dealer_id", "state <> 'ASKED'"));
        nouns.put("hold-rules", Noun.of("(select tenant_id, code, state from proposal where kind = 'hold-rules')", null).quiet("state <> 'PROPOSED'"));
        nouns.put("keys", Noun.of("api_key", "organisation_id"));
        nouns.put("top-ups", Noun.of("wallet_top_up", "organisation_id").quiet("state <> 'REPORTED'"));
        nouns.put("topups", nouns.get("top-ups"));
        nouns.put("credit-lines", Noun.of("wallet_credit_line", "organisation_id").quiet("state = 'REPLACED'"));
        nouns.put("credit-line", nouns.get("credit-lines"));
        nouns.put("proposed", Noun.of("(select tenant_id, code, state from proposal where kind in ('credit-line', 'deposit'))", null).quiet("state <> 'PROPOSED'"));
        nouns.put("credit-proposals", Noun.of("(select tenant_id, code, state from proposal where kind = 'credit-line')", null).quiet("state <> 'PROPOSED'"));
        nouns.put("receivables", Noun.of("invoicing_receivable", "organisation_id").quiet("state = 'CLOSED'"));
        nouns.put("receivable", nouns.get("receivables"));
        nouns.put("charges", nouns.get("receivables"));
        nouns.put("deposit-proposals", Noun.of("(select tenant_id, code, state from proposal where kind = 'deposit')", null).quiet("state <> 'PROPOSED'"));
        nouns.put("charge-schedules", Noun.of("invoicing_schedule", "organisation_id").quiet("state = 'STOPPED'"));
        nouns.put("red-letters", Noun.of("invoicing_red_letter", null).quiet("state <> 'PROPOSED'"));
        nouns.put("request", Noun.of("invoicing_fapiao", "organisation_id").quiet("state = 'REJECTED'"));
        nouns.put("invoice-requests", nouns.get("request"));
        nouns.put("requests", nouns.get("request"));
        nouns.put("member-invoice", Noun.of("invoicing_member_invoice", "organisation_id").quiet("state <> 'UPLOADED'"));
        nouns.put("member-invoices", nouns.get("member-invoice"));
        Noun payouts = Noun.of("payout", "organisation_id").quiet("state in ('PAID', 'CANCELLED')");
        Noun batches = Noun.of("payout_batch", null).quiet("state in ('CLOSED', 'CANCELLED')");
        Noun payees = Noun.of("payout_account", "organisation_id").quiet("state in ('REJECTED', 'REPLACED')");
        nouns.put("payouts", payouts);
        nouns.put("payout", payouts);
        nouns.put("withdrawals", payouts);
        nouns.put("batch", batches);
        nouns.put("payout-batches", batches);
        nouns.put("payee-accounts", payees);
        nouns.put("account", payees);
        nouns.put("return", Noun.of("payout_return", null));
        nouns.put("payout-returns", Noun.of("payout_return", null));
        nouns.put("filing", Noun.of("tax_filing", null));
        nouns.put("tax-filings", Noun.of("tax_filing", null));
        nouns.put("returns", new Noun("aftersales_return", "seller_id", "case when bearer = 'DEALER' then dealer_id else back_to_id end",
                "state in ('REFUNDED', 'REJECTED', 'WITHDRAWN')"));
        nouns.put("photo", new Noun("(select p.tenant_id, p.id, p.file_code as code, r.seller_id, r.dealer_id, r.bearer, r.back_to_id from aftersales_return_photo p "
                + "join aftersales_return r on r.tenant_id = p.tenant_id and r.id = p.return_id)", "seller_id", "case when bearer = 'DEALER' then dealer_id else back_to_id end", "true"));
        nouns.put("return-photos", nouns.get("photo"));
        nouns.put("proof", Noun.of("(select * from wallet_top_up where proof_file is not null)", "organisation_id"));
        nouns.put("movements", Noun.of("bank_statement", null));
        nouns.put("imported", Noun.of("bank_import", null));
        nouns.put("raw", nouns.get("imported"));
        nouns.put("bankfile", Noun.of("(select tenant_id, file_code as code from bank_import)", null));
        nouns.put("movement", Noun.of("bank_line", null).quiet("state = 'SETTLED'"));
        nouns.put("bank-lines", nouns.get("movement"));
        nouns.put("bank-statements", nouns.get("movements"));
        nouns.put("unknown", Noun.of("bank_suspense", null));
        nouns.put("payment", Noun.of("gateway_payment", "organisation_id").quiet("state <> 'STARTED'"));
        nouns.put("payments", nouns.get("payment"));
        nouns.put("statements", Noun.of("settlement_statement", "organisation_id").quiet("state in ('ISSUED', 'PAID')"));
        nouns.put("dispute", Noun.of("settlement_dispute", "organisation_id").quiet("state <> 'OPEN'"));
        nouns.put("disputes", nouns.get("dispute"));
        nouns.put("evidence", Noun.of("(select * from settlement_dispute where file_code is not null)", "organisation_id"));
        nouns.put("adjustments", Noun.of("settlement_adjustment", null).quiet("state <> 'PROPOSED'"));
        nouns.put("paper", Noun.of("(select * from settlement_adjustment where file_code is not null)", null));
        nouns.put("settlement-terms", Noun.of("(select * from proposal where kind = 'settlement-terms')", null).quiet("state <> 'PROPOSED'"));
        nouns.put("leaver", Noun.of("(select tenant_id, code from organisation where state in ('ENDING', 'CLOSED'))", null));
        nouns.put("runs", Noun.of("settlement_run", null).quiet("state in ('ISSUED', 'PAID_OUT')"));
        nouns.put("run", nouns.get("runs"));
        nouns.put("settlements", nouns.get("runs"));
        nouns.put("settlement-runs", nouns.get("runs"));
        nouns.put("accruals", Noun.of("commission_accrual", "organisation_id"));
        nouns.put("commissions", nouns.get("accruals"));
        nouns.put("plans", Noun.of("commission_draft", null).quiet("state in ('APPROVED', 'DISCARDED')"));
        nouns.put("simulations", Noun.of("commission_simulation", null).quiet("state <> 'RUNNING'"));
        // a member sees what was decided
        nouns.put("deductions", Noun.of("(select * from commission_deduction where state not in ('PROPOSED', 'REJECTED'))", "organisation_id")
                .quiet("state in ('UPHELD', 'REVERSED')"));
        nouns.put("awards", Noun.of("commission_award", "organisation_id"));
        nouns.put("products", Noun.of("(select tenant_id, handle as code from product)", null));
        nouns.put("variants", Noun.of("(select tenant_id, sku as code from variant)", null));
        nouns.put("price-lists", Noun.of("price_list", null).quiet("state <> 'PROPOSED'"));
        nouns.put("prices", nouns.get("price-lists"));
        nouns.put("import", Noun.of("product_import", null));
        nouns.put("alias", Noun.of("item_alias", "organisation_id"));
        nouns.put("lists", Noun.of("shipping_list", "organisation_id"));
        nouns.put("shipping-lists", nouns.get("lists"));
        nouns.put("feeds", Noun.of("feed", "organisation_id").quiet("active and id in (select id from feed order by id desc limit 2)"));
        nouns.put("webhooks", Noun.of("(select * from webhook_endpoint where state <> 'REMOVED')", "organisation_id").quiet("remark = 'proof'").forEverybody());
        nouns.put("webhook", nouns.get("webhooks"));
        nouns.put("posting", Noun.of("(select tenant_id, event || '~' || cause_type || '~' || cause_code as code from ledger_posting)", null));
        nouns.put("postings", nouns.get("posting"));
        nouns.put("adjustment", Noun.of("(select tenant_id, code from proposal where kind in ('adjustment', 'opening'))", null));
        nouns.put("period-proposals", Noun.of("(select tenant_id, code, state from proposal where kind = 'ledger-period')", null).quiet("state <> 'PROPOSED'"));
        nouns.put("ledger-adjustments", Noun.of("(select tenant_id, code, state from proposal where kind = 'adjustment')", null).quiet("state <> 'PROPOSED'"));
        // who does not leave has no such steps
        nouns.put("leavers", Noun.of("organisation", null).quiet("state = 'ACTIVE'"));
        nouns.put("vouchers", Noun.of("ledger_voucher_export", null));
        return nouns;
    }

    /** Kept by the portal asked last: the proofs ask thousands of times, and a password is meant to be slow to check. */
    private static Connection kept;
    private static RunningPortal keptOf;

    private final RunningPortal portal;

    Samples(RunningPortal portal) {
        this.portal = portal;
    }

    /** Of these words, those that nobody has said anything about. */
    static Set<String> unknown(Iterable<String> nouns) {
        Set<String> unknown = new TreeSet<>();
        nouns.forEach(noun -> {
            if (!NOUNS.containsKey(noun)) {
                unknown.add(noun);
            }
        });
        return unknown;
    }

    /** A code that the person may see. */
    Optional<String> own(String noun, Person person) {
        return code(noun, person, true, true, false);
    }

    /** The same, of a thing that may be acted on, because no verb can change it any more or because the proof made it. */
    Optional<String> ownAtItsEnd(String noun, Person person) {
        return code(noun, person, true, true, true);
    }

    /** A code of another member of the same tenant; empty for headquarters, which sees them all, and for what all may see. */
    Optional<String> ofAnotherMember(String noun, Person person) {
        return owner(noun, person) == null ? Optional.empty() : code(noun, person, true, false, false);
    }

    /** A code of another tenant. */
    Optional<String> ofAnotherTenant(String noun, Person person) {
        return code(noun, person, false, false, false);
    }

    private static String owner(String noun, Person person) {
        Noun known = NOUNS.get(noun);
        return switch (person.role()) {
            case AGENT, SHOP_STAFF -> known.member();
            case DEALER -> known.dealer();
            default -> known.everybodysOwn() ? known.member() : null;
        };
    }

    private Optional<String> code(String noun, Person person, boolean home, boolean own, boolean ended) {
        Noun known = NOUNS.get(noun);
        String owner = owner(noun, person);
        String whose = home && owner != null ? owner + (own ? " = " : " <> ") + person.organisation() : "true";
        String sql = "select code from " + known.from() + " x where tenant_id " + (home ? "= " : "<> ")
                + person.tenantId() + " and " + whose + (ended ? " and " + known.quiet() : "") + " order by (" + known.quiet() + ")::boolean desc, code limit 1";
        try (PreparedStatement query = database(portal).prepareStatement(sql); ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new AssertionError("The sample of " + noun + " is wrong: " + e.getMessage(), e);
        }
    }

    private static synchronized Connection database(RunningPortal portal) throws SQLException {
        if (portal != keptOf) {
            kept = portal.database();
            keptOf = portal;
        }
        return kept;
    }
}
