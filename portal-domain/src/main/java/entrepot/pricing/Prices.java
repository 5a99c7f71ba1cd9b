package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What a member pays for variants at a moment. */
@UseCases
@ApplicationScoped
public class Prices {

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    /**
     * Prices all lines in one statement; the answer has the order of the request.
     *
     * @param at the business time whose prices count
     * @throws Problem VARIANT_UNKNOWN, NO_TIER; NOT_FOUND for another member's prices
     */
    @Requires(PricingPermission.QUOTE)
    public List<PricedLine> quote(Actor actor, OrganisationId buyer, List<LineRequest> lines, Instant at) {
        if (!actor.sees(buyer)) {
            throw Problem.notFound("organisation", "");
        }
        if (lines.isEmpty()) {
            return List.of();
        }
        LocalDate day = LocalDate.ofInstant(at, transactions.tenant().zone());
        Long[] variants = lines.stream().map(line -> line.variant().value()).toArray(Long[]::new);
        // "any" says again what the join says, because the planner does not carry a join into so many others
        // (join_collapse_limit) and would reckon the candidates of the whole catalogue
        List<PricedLine> priced = sql.list("""
                select a.variant_id, a.quantity, v.retail_minor, v.currency, c.tier, c.discount_percent,
                       c.band_low_percent, c.band_high_percent, c.agreement, c.agreement_minor, c.campaign,
                       c.campaign_minor, c.list, c.list_minor
                  from unnest(?, ?) with ordinality as a (variant_id, quantity, no)
                  join variant v on v.tenant_id = ? and v.id = a.variant_id
                  join price_candidates(?, ?, ?, ?) c on c.variant_id = v.id and c.variant_id = any (?)
                 order by a.no""", Prices::priced,
                variants, lines.stream().map(LineRequest::quantity).toArray(Integer[]::new),
                actor.tenant(), actor.tenant(), buyer, day, at, variants);
        if (priced.size() != lines.size()) {
            throw new Problem(PricingProblem.VARIANT_UNKNOWN);
        }
        return priced;
    }

    private static PricedLine priced(Row row) {
        PriceCandidates candidates = PriceCandidates.from(row);
        PriceChoice choice = PriceChoice.of(candidates);
        int quantity = row.integer("quantity");
        return new PricedLine(new VariantId(row.number("variant_id")), quantity, candidates.retail(), choice.supply(),
                choice.supply().times(quantity), choice.rule().name(), choice.numbers(),
                PriceBand.of(candidates.retail(), row.decimal("band_low_percent"), row.decimal("band_high_percent")));
    }
}
