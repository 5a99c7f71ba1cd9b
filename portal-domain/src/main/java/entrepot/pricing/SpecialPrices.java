package entrepot.pricing;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Agreements with single members and campaigns: proposed by one person, in force when another has approved. */
@UseCases
@ApplicationScoped
public class SpecialPrices {

    /** The kind of its proposals. */
    public static final String KIND = "special-price";

    @Inject
    private Variants variants;

    @Inject
    private Proposals proposals;

    @Inject
    private BusinessClock clock;

    @Inject
    private Sql sql;

    /** What a proposal holds. */
    record Content(String name, Long organisation, String tier, Instant validFrom, Instant validTo, List<Line> lines) {

        record Line(long variant, String sku, String name, Money retail, Money supply) {
        }
    }

    /** @return the proposal's code. @throws Problem SKU_NOT_SOLD, SKU_TWICE, PRICE_NOT_POSITIVE, PRICE_LIST_EMPTY, FIELD_INVALID */
    @Requires(PricingPermission.PROPOSE)
    public String propose(Actor actor, ProposeSpecialPrices command) {
        if (command.name() == null || command.name().isBlank()) {
            throw Problem.missing("name");
        }
        if (command.validTo() != null && !command.validTo().isAfter(clock.now())) {
            throw Problem.invalid("validTo", command.validTo());
        }
        Map<String, Variant> found = variants.bySkus(actor,
                command.prices().stream().map(ProposePriceList.Single::sku).toList());
        Set<String> skus = new HashSet<>();
        List<Content.Line> lines = command.prices().stream().map(price -> {
            Variant variant = found.get(price.sku());
            if (variant == null) {
                throw new Problem(PricingProblem.SKU_NOT_SOLD).with("sku", price.sku());
            }
            if (price.from() != 1) {
                // steps are the lists'
                throw Problem.invalid("from", price.from());
            }
            if (!skus.add(variant.sku())) {
                throw new Problem(PricingProblem.SKU_TWICE).with("sku", price.sku());
            }
            Money supply = Money.parse(price.price(), variant.retail().currency());
            if (!supply.isPositive()) {
                throw new Problem(PricingProblem.PRICE_NOT_POSITIVE).with("sku", price.sku());
            }
            return new Content.Line(variant.id().value(), variant.sku(), variant.name(), variant.retail(), supply);
        }).toList();
        if (lines.isEmpty()) {
            throw new Problem(PricingProblem.PRICE_LIST_EMPTY);
        }
        Content content = new Content(command.name().strip(),
                command.organisation() == null ? null : command.organisation().value(), command.tier(),
                command.validFrom(), command.validTo(), lines);
        List<PriceChange> changes = lines.stream()
                .map(line -> new PriceChange(line.sku(), line.name(), line.retail(), line.retail(), line.supply())).toList();
        return proposals.propose(actor, KIND, content.name(), content.name(), content,
                PriceEffect.of(changes, members(actor, content)), command.reason());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED */
    @Requires(PricingPermission.APPROVE)
    public Proposal approve(Actor actor, String code) {
        get(actor, code);
        Proposal approved = proposals.approve(actor, code);
        Content content = approved.content().as(Content.class);
        Instant from = content.validFrom() == null || content.validFrom().isBefore(clock.now()) ? clock.now()
                : content.validFrom();
        sql.update("""
                insert into special_price (tenant_id, id, kind, name, organisation_id, tier, variant_id, supply_minor,
                                           valid_from, valid_to, proposal_code)
                select ?, nextval('special_price_seq'), ?, ?, ?, ?, a.variant_id, a.supply_minor, ?, ?, ?
                  from unnest(?, ?) as a (variant_id, supply_minor)""",
                actor.tenant(), content.organisation() == null ? "CAMPAIGN" : "AGREEMENT", content.name(),
                content.organisation(), content.tier(), from, content.validTo(), code,
                content.lines().stream().map(Content.Line::variant).toArray(Long[]::new),
                content.lines().stream().map(line -> line.supply().minor()).toArray(Long[]::new));
        return approved;
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(PricingPermission.APPROVE)
    public Proposal reject(Actor actor, String code, String reason) {
        get(actor, code);
        return proposals.reject(actor, code, reason);
    }

    @Requires(PricingPermission.VIEW)
    public Proposal get(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    private int members(Actor actor, Content content) {
        return content.organisation() != null ? 1 : sql.one("""
                select count(*)::int as n from organisation
                 where tenant_id = ? and not headquarters and state <> 'CLOSED' and (?::text is null or tier = ?)""",
                row -> row.integer("n"), actor.tenant(), content.tier(), content.tier());
    }
}
