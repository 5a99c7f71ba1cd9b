package entrepot.ordering;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prices that were said and are kept for a while: an order that names the quote's code gets them. */
@UseCases
@ApplicationScoped
public class OrderQuotes {

    /** How long a quote holds (DEFAULTS). */
    public static final Duration HOLDS = Duration.ofHours(2);

    @Inject
    private Sql sql;

    @Inject
    private Orders orders;

    @Inject
    private SubShops subShops;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    /** What was quoted, under which code, and until when it holds. */
    public record KeptQuote(String code, Instant validUntil, OrderQuote quote) {
    }

    record Line(String sku, int quantity, Money unit) {
    }

    /** @param total what was said; null for prices that headquarters answered, which stand by themselves */
    record Content(List<Line> lines, Money total) {
    }

    record Kept(String code, OrganisationId organisation, SubShopId subShop, Instant pricedAt, Instant validUntil, Content content) {
    }

    /** Quotes as {@link Orders#quote} does and keeps the prices for {@link #HOLDS}. */
    @Requires(OrderPermission.PLACE)
    public KeptQuote keep(Actor actor, PlaceOrder command) {
        OrderQuote quote = orders.quote(actor, command);
        PlaceOrder tidy = command.tidy();
        Instant now = clock.now();
        SubShop shop = subShops.byCode(actor, tidy.subShopCode());
        String code = numbering.next("QUO");
        Instant paidAt = tidy.paidAt() == null || tidy.paidAt().isAfter(now) ? now : tidy.paidAt();
        keep(actor, code, shop.organisation(), shop.id(), OrderRules.pricedAt(paidAt, now), now.plus(HOLDS),
                new Content(quote.lines().stream().map(line -> new Line(line.line().sku(), line.line().quantity(),
                        line.line().supply())).toList(), quote.total()));
        return new KeptQuote(code, now.plus(HOLDS), quote);
    }

    void keep(Actor actor, String code, OrganisationId organisation, SubShopId subShop, Instant pricedAt,
              Instant validUntil, Content content) {
        sql.update("""
                insert into order_quote (tenant_id, code, organisation_id, sub_shop_id, priced_at, valid_until, content)
                values (?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, organisation, subShop, pricedAt, validUntil, Json.of(content));
    }

    /** Quotes by their codes, with others in one round trip. */
    Later<Map<String, Kept>> kept(Actor actor, Trip trip, Collection<String> codes) {
        return trip.list("""
                select code, organisation_id, sub_shop_id, priced_at, valid_until, content::text as content from order_quote
                 where tenant_id = ? and code = any (?)""",
                row -> new Kept(row.text("code"), new OrganisationId(row.number("organisation_id")),
                        new SubShopId(row.number("sub_shop_id")), row.instant("priced_at"),
                        row.instant("valid_until"), row.json("content").as(Content.class)),
                actor.tenant(), codes.toArray(String[]::new))
                .map(rows -> rows.stream().collect(Collectors.toMap(Kept::code, Function.identity())));
    }

    /**
     * The prices that an order means: of the quote that it names, of the moment when they were shown, else none. Pure.
     *
     * @throws Problem QUOTE_UNKNOWN, QUOTE_DIFFERS; QUOTE_EXPIRED for answered prices, which have no others beside them
     */
    static QuotedPrices meant(PlaceOrder command, SubShop shop, Map<String, Kept> quotes, Instant paidAt, Instant now) {
        PlaceOrder.Terms terms = command.terms();
        if (terms.quote() == null) {
            return terms.quotedAt() == null ? QuotedPrices.NONE : new QuotedPrices("",
                    OrderRules.pricedAt(paidAt.isAfter(terms.quotedAt()) ? terms.quotedAt() : paidAt, terms.quotedAt()),
                    terms.quotedAt().plus(HOLDS), Map.of(), terms.quotedTotal(), false);
        }
        Kept kept = quotes.get(terms.quote());
        // answered prices are for one order, which has the request's code for its number
        if (kept == null || !kept.organisation().equals(shop.organisation()) || kept.content().total() == null
                && !(kept.subShop().equals(shop.id()) && kept.code().equals(command.outsideNumber()))) {
            throw new Problem(OrderProblem.QUOTE_UNKNOWN).with("quote", terms.quote());
        }
        if (!pieces(kept.content().lines()).equals(ordered(command))) {
            throw new Problem(OrderProblem.QUOTE_DIFFERS).with("quote", kept.code());
        }
        Map<String, Money> units = new HashMap<>();
        kept.content().lines().forEach(line -> units.put(line.sku(), line.unit()));
        boolean answered = kept.content().total() == null;
        if (answered && now.isAfter(kept.validUntil())) {
            throw new Problem(OrderProblem.QUOTE_EXPIRED).with("quote", kept.code()).with("until", kept.validUntil());
        }
        return new QuotedPrices(kept.code(), kept.pricedAt(), kept.validUntil(), units, kept.content().total(), answered);
    }

    private static Map<String, Integer> pieces(List<Line> lines) {
        Map<String, Integer> pieces = new HashMap<>();
        lines.forEach(line -> pieces.merge(line.sku(), line.quantity(), Math::addExact));
        return pieces;
    }

    private static Map<String, Integer> ordered(PlaceOrder command) {
        Map<String, Integer> pieces = new HashMap<>();
        command.lines().forEach(line -> pieces.merge(line.sku(), line.quantity(), Math::addExact));
        return pieces;
    }

    /** Forgets quotes whose time was over long ago. @return whether there may be more */
    boolean forget(Actor system, Instant before, int limit) {
        return sql.update("""
                delete from order_quote where tenant_id = ? and code in (
                    select code from order_quote where tenant_id = ? and valid_until < ? order by valid_until limit ?)""",
                system.tenant(), system.tenant(), before, limit) == limit;
    }
}
