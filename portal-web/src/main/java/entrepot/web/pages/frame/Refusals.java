package entrepot.web.pages.frame;

import entrepot.fulfilment.Carriers;
import entrepot.freight.FreightProblem;
import entrepot.inventory.InventoryProblem;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Problem;
import entrepot.kernel.Transitions;
import entrepot.platform.tenant.Tenant;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A refusal in the person's words: the text {@code problem.<CODE>} with its details, for pages and REST alike. */
@ApplicationScoped
public class Refusals {

    /** Under which key the words of a thing's states stand, and those of roles. */
    public static final Map<String, String> STATES = Map.ofEntries(Map.entry("ConsignmentState", "fulfilment.state"),
            Map.entry("OrderState", "orders.state"), Map.entry("ParcelState", "parcels.state"), Map.entry("Claim", "parcels.claim"),
            Map.entry("StockOutState", "stock-out.state"), Map.entry("ProductState", "catalog.state"),
            Map.entry("PriceListState", "prices.state"), Map.entry("RunState", "settlement.run-state"),
            Map.entry("SubShopState", "network.shop-state"), Map.entry("OrganisationState", "network.state"),
            Map.entry("ApplicationState", "onboarding.state"), Map.entry("TransferState", "inventory.transfer.state"),
            Map.entry("PurchaseState", "inventory.purchase.state"), Map.entry("CountState", "inventory.count.state"),
            Map.entry("HoldState", "inventory.hold.state"), Map.entry("Statement", "settlement.statement-state"), Map.entry("Dispute", "dispute.state"), Map.entry("Adjustment", "settlement.adjustment-state"),
            Map.entry("Accrual", "commission.state"), Map.entry("TopUp", "wallet.top-up-state"),
            Map.entry("ShippingList", "lists.state"), Map.entry("CourierBill", "courier-bills.state"),
            Map.entry("RulesDraft", "routing.draft"), Map.entry("OrderRequest", "orders.request.state"),
            Map.entry("Quotation", "orders.quotation.state"), Map.entry("Proposal", "approval.state"),
            Map.entry("Peak", "routing.peak-state"), Map.entry("Presales", "inventory.presale.state"),
            Map.entry("BankAccount", "bank.account-state"), Map.entry("BankStatement", "bank.statement-state"), Map.entry("BankLine", "bank.line-state"),
            Map.entry("Suspense", "bank.suspense-state"), Map.entry("Payment", "gateway.payment-state"), Map.entry("Refund", "gateway.refund-state"),
            Map.entry("DraftState", "plans.draft"), Map.entry("SimulationState", "plans.simulation"),
            Map.entry("DeductionState", "plans.deduction"), Map.entry("Feeds", "feed.state"), Map.entry("ProductImports", "import.state"), Map.entry("Role", "identity.role"),
            Map.entry("Payout", "payout.state"), Map.entry("PeriodState", "ledger.period-state"), Map.entry("PayeeAccount", "payout.account-state"), Map.entry("Batch", "payout.batch-state"),
            Map.entry("ReturnState", "returns.state"),
            Map.entry("CreditLine", "credit.state"), Map.entry("Receivable", "receivable.state"),
            Map.entry("Schedule", "schedule.state"), Map.entry("Fapiao", "fapiao.state"), Map.entry("RedLetter", "red.state"),
            Map.entry("MemberInvoice", "member-invoice.state"));

    @Inject
    private Texts texts;
    @Inject
    private CurrentActor actor;

    /** What was refused and what to do, one or two sentences. */
    public String text(Problem problem, Locale language) {
        return texts.text(language, key(problem, language), readable(problem.details(), language));
    }

    /** The plain words where the general ones would sound like a machine. */
    private String key(Problem problem, Locale language) {
        Map<String, Object> details = problem.details();
        if (problem.code() == KernelProblem.NOT_FOUND && (details.get("code") == null || details.get("code").toString().isBlank())) {
            return "refusal.no-code";
        }
        if (problem.code() == FreightProblem.PLACE_NOT_SERVED && String.valueOf(details.get("reason")).matches("[A-Z]{2}")) {
            return "refusal.not-served";
        }
        if (problem.code() == InventoryProblem.INSUFFICIENT_STOCK && details.containsKey("free")) {
            return "refusal.stock-free";
        }
        if (problem.code() == KernelProblem.FIELD_MISSING && texts.has(language, "refusal.missing." + details.get("field"))) {
            return "refusal.missing." + details.get("field");
        }
        String ofField = "problem." + problem.code().name() + "." + details.get("field");
        if (details.get("field") != null && texts.has(language, ofField)) {
            return ofField;
        }
        if (problem.code() == KernelProblem.FIELD_INVALID && String.valueOf(details.get("value")).matches("0(\\.0+)?")) {
            return "refusal.zero";
        }
        if (problem.code() == KernelProblem.FIELD_INVALID && String.valueOf(details.get("value")).matches("-\\d[\\d.]*")) {
            return "refusal.below-zero";
        }
        return "problem." + problem.code().name();
    }

    private Map<String, Object> readable(Map<String, Object> details, Locale language) {
        Map<String, Object> readable = new LinkedHashMap<>();
        details.forEach((name, value) -> readable.put(name, readable(name, value, language)));
        String states = STATES.get(String.valueOf(details.get("thing")));
        if (states != null) {
            for (String end : List.of("from", "to")) {
                String key = states + "." + details.get(end);
                if (texts.has(language, key)) {
                    readable.put(end, texts.text(language, key));
                }
            }
        }
        return readable;
    }

    private Object readable(String name, Object value, Locale language) {
        if ("carrier".equals(name)) {
            return Carriers.name(String.valueOf(value), language);
        }
        if (value instanceof Enum<?> state
                && STATES.containsKey(Transitions.thing(state.getDeclaringClass()))) {
            return texts.text(language, STATES.get(Transitions.thing(state.getDeclaringClass())) + "." + state.name());
        }
        if (value instanceof Instant moment) {
            return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(language).format(moment.atZone(zone()));
        }
        if (texts.has(language, "detail." + name + "." + value)) {
            return texts.text(language, "detail." + name + "." + value);
        }
        if (("thing".equals(name) || "field".equals(name)) && value != null && texts.has(language, name + "." + value)) {
            return texts.text(language, name + "." + value);
        }
        return value;
    }

    private ZoneId zone() {
        Tenant tenant = actor.tenant();
        return tenant == null ? ZoneOffset.UTC : tenant.zone();
    }
}
