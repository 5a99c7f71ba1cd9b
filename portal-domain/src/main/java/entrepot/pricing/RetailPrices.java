package entrepot.pricing;

import entrepot.catalog.Products;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Retail prices: what changes is proposed by one person (by hand or by an import) and approved by another. */
@UseCases
@ApplicationScoped
public class RetailPrices {

    /** The kind of its proposals. */
    public static final String KIND = "retail-price";

    @Inject
    private Variants variants;

    @Inject
    private Products products;

    @Inject
    private Proposals proposals;

    @Inject
    private Sql sql;

    /** What a proposal holds. */
    record Content(List<Line> lines) {

        record Line(long variant, String sku, String name, Money before, Money after) {
        }
    }

    /**
     * Proposes new retail prices.
     *
     * @param prices by SKU
     * @return the proposal's code
     * @throws Problem SKU_NOT_SOLD, PRICE_NOT_POSITIVE, NOTHING_CHANGES
     */
    @Requires(PricingPermission.PROPOSE)
    public String propose(Actor actor, Map<String, Money> prices, String title, String reason) {
        Map<String, Variant> found = variants.bySkus(actor, prices.keySet());
        List<Content.Line> lines = prices.entrySet().stream().map(price -> {
            Variant variant = found.get(price.getKey());
            if (variant == null) {
                throw new Problem(PricingProblem.SKU_NOT_SOLD).with("sku", price.getKey());
            }
            if (!price.getValue().isPositive()) {
                throw new Problem(PricingProblem.PRICE_NOT_POSITIVE).with("sku", price.getKey());
            }
            return new Content.Line(variant.id().value(), variant.sku(), variant.name(), variant.retail(),
                    price.getValue());
        }).filter(line -> !line.before().equals(line.after())).toList();
        if (lines.isEmpty()) {
            throw new Problem(PricingProblem.NOTHING_CHANGES);
        }
        int members = sql.one("""
                select count(*)::int as n from organisation where tenant_id = ? and not headquarters and state <> 'CLOSED'""",
                row -> row.integer("n"), actor.tenant());
        return proposals.propose(actor, KIND, lines.size() == 1 ? lines.get(0).sku() : "", title, new Content(lines),
                PriceEffect.ofRetail(lines.stream().map(RetailPrices::change).toList(), members), reason);
    }

    @Requires(PricingPermission.VIEW)
    public Proposal get(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    @Requires(PricingPermission.VIEW)
    public boolean knows(Actor actor, String code) {
        return proposals.find(actor, code).filter(proposal -> proposal.kind().equals(KIND)).isPresent();
    }

    /** The first {@value Proposals#LIST_MAX}: those that wait, oldest first, or all, newest first. */
    @Requires(PricingPermission.VIEW)
    public List<Proposal> list(Actor actor, boolean waiting) {
        return waiting ? proposals.waiting(actor, KIND) : proposals.all(actor, KIND);
    }

    /** The changes of a proposal. */
    @Requires(PricingPermission.VIEW)
    public List<PriceChange> items(Actor actor, String code) {
        return get(actor, code).content().as(Content.class).lines().stream().map(RetailPrices::change).toList();
    }

    /**
     * Applies the new prices; they count for what is ordered from now on.
     *
     * @throws Problem OWN_PROPOSAL, ALREADY_DECIDED
     */
    @Requires(PricingPermission.APPROVE)
    public Proposal approve(Actor actor, String code) {
        get(actor, code);
        Proposal approved = proposals.approve(actor, code);
        Map<VariantId, Money> prices = new LinkedHashMap<>();
        approved.content().as(Content.class).lines()
                .forEach(line -> prices.put(new VariantId(line.variant()), line.after()));
        products.reprice(actor, prices);
        return approved;
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(PricingPermission.APPROVE)
    public Proposal reject(Actor actor, String code, String reason) {
        get(actor, code);
        return proposals.reject(actor, code, reason);
    }

    private static PriceChange change(Content.Line line) {
        return new PriceChange(line.sku(), line.name(), line.after(), line.before(), line.after());
    }
}
