package entrepot.pricing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a member pays for variants at a moment. */
@UseCases
@ApplicationScoped
public class Prices {

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

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
        Trip trip = sql.trip();
        Later<PriceBook> book = book(actor, trip, lines.stream().map(line -> new PriceQuestion(buyer, line.variant(), at))
                .toList());
        trip.go();
        return book.get().quote(buyer, at, lines);
    }

    /**
     * Reads what many questions need, with others in one round trip.
     *
     * @throws Problem NOT_FOUND for another member's prices
     */
    @Requires(PricingPermission.QUOTE)
    public Later<PriceBook> book(Actor actor, Trip trip, Collection<PriceQuestion> questions) {
        questions.stream().map(PriceQuestion::buyer).filter(buyer -> !actor.sees(buyer)).findFirst().ifPresent(buyer -> {
            throw Problem.notFound("organisation", "");
        });
        List<PriceQuestion> asked = List.copyOf(new LinkedHashSet<>(questions));
        ZoneId zone = transactions.tenant().zone();
        // one table more, and the planner would look for all members and variants first, in steps (join_collapse_limit)
        return trip.list("""
                select a.no, c.tier, c.discount_percent,
                       (select v.retail_minor from variant v where v.tenant_id = ? and v.id = a.variant_id) as retail_minor,
                       (select v.currency from variant v where v.tenant_id = ? and v.id = a.variant_id) as currency,
                       c.band_low_percent, c.band_high_percent, c.agreement, c.agreement_minor, c.campaign,
                       c.campaign_minor, c.list, c.list_minor, c.step_from, c.step_minor
                  from unnest(?, ?, ?, ?) with ordinality a (buyer, variant_id, day, at, no)
                 cross join lateral (select * from price_candidates(?, a.buyer, a.day, a.at) c
                                      where c.variant_id = a.variant_id) c""",
                row -> Map.entry(asked.get((int) row.number("no") - 1), new PriceBook.Found(PriceCandidates.from(row),
                        PriceStep.of(row, "", row.text("currency")), row.decimal("band_low_percent"), row.decimal("band_high_percent"))),
                actor.tenant(), actor.tenant(), Columns.numbers(asked, question -> question.buyer().value()),
                Columns.numbers(asked, question -> question.variant().value()),
                Columns.dates(asked, question -> LocalDate.ofInstant(question.at(), zone)),
                Columns.instants(asked, PriceQuestion::at), actor.tenant())
                .map(found -> new PriceBook(found.stream().collect(
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }
}
