package entrepot.ordering;

import entrepot.catalog.CatalogProblem;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import entrepot.pricing.PricingPermission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests for a quote, their answers, and the orders that come of them. */
@UseCases
@ApplicationScoped
public class Quotations {

    public static final int LIST_MAX = 201;
    /** The kind of proposals of prices that one person may not give. */
    public static final String KIND = "quotation-price";
    private static final String THING = "quotation";
    private static final int LINES_MAX = 50;
    private static final int TEXT_MAX = 2_000;
    private static final int QUANTITY_MAX = 1_000_000;
    private static final Duration VALID_MAX = Duration.ofDays(180);

    private static final String SELECT = """
            select code, organisation_id, sub_shop_id, text, wishes::text as wishes, state, asked_by, asked_at, answer,
                   offer::text as offer, valid_until, answered_by, answered_at, order_code
              from quotation q
             where tenant_id = ?""";

    @Inject
    private Sql sql;

    @Inject
    private Orders orders;

    @Inject
    private Placing placing;

    @Inject
    private OrderQuotes quotes;

    @Inject
    private SubShops subShops;

    @Inject
    private Variants variants;

    @Inject
    private Prices prices;

    @Inject
    private Proposals proposals;

    @Inject
    private Numbering numbering;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    /** What headquarters answers for one line; the unit price in the tenant's currency. */
    public record OfferedLine(String sku, int quantity, BigDecimal unit) {
    }

    /** What a proposal holds: an answer that the member does not see yet. */
    public record Proposed(List<Quotation.Offer> offer, Instant validUntil, String text) {
    }

    /**
     * A member asks.
     *
     * @throws Problem FIELD_MISSING (the text), LINES_MISSING, LINES_TOO_MANY, LINE_QUANTITY_INVALID, SKU_UNKNOWN; NOT_FOUND
     */
    @Requires(OrderPermission.PLACE)
    public Quotation ask(Actor actor, String subShop, String text, List<Quotation.Wish> wishes) {
        SubShop shop = subShops.byCode(actor, subShop);
        String words = text(text);
        if (words.isEmpty()) {
            throw Problem.missing("text");
        }
        List<Quotation.Wish> tidy = wishes == null ? List.of() : wishes.stream().map(wish -> new Quotation.Wish(
                wish.sku() == null ? "" : wish.sku().strip(), text(wish.text()), wish.quantity())).toList();
        checkLines(tidy.size());
        tidy.forEach(wish -> checkQuantity(wish.sku(), wish.quantity(), QUANTITY_MAX));
        checkKnown(actor, tidy.stream().map(Quotation.Wish::sku).filter(sku -> !sku.isEmpty()).toList());
        String code = numbering.next("RFQ");
        sql.update("""
                insert into quotation (tenant_id, id, code, organisation_id, sub_shop_id, text, wishes, state, asked_by,
                                       asked_at, currency)
                values (?, nextval('quotation_seq'), ?, ?, ?, ?, ?, 'ASKED', ?, ?, ?)""",
                actor.tenant(), code, shop.organisation(), shop.id(), words, Json.of(tidy), actor.name(), clock.now(),
                transactions.tenant().currency());
        history.record(actor, THING, code, null, Quotation.State.ASKED, "");
        return get(actor, code);
    }

    /**
     * Headquarters answers with prices; answering again replaces the answer before. One person may go below the member's usual
     * prices as far as the member's tier may go below retail; an answer with a lower price waits for a second person and the
     * member does not see it.
     *
     * @param validUntil until when the prices hold; at most half a year
     * @throws Problem LINES_MISSING, LINE_QUANTITY_INVALID, SKU_UNKNOWN, FIELD_INVALID, ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(OrderPermission.QUOTE)
    public Quotation answer(Actor actor, String code, List<OfferedLine> lines, Instant validUntil, String text) {
        Quotation asked = locked(actor, code);
        Quotation.State.TRANSITIONS.check(asked.state(), Quotation.State.ANSWERED);
        Instant now = clock.now();
        if (validUntil == null || !validUntil.isAfter(now) || validUntil.isAfter(now.plus(VALID_MAX))) {
            throw Problem.invalid("validUntil", validUntil);
        }
        List<OfferedLine> offered = lines == null ? List.of() : lines;
        checkLines(offered.size());
        List<Quotation.Offer> offer = new ArrayList<>();
        Set<String> skus = new HashSet<>();
        for (OfferedLine line : offered) {
            String sku = line.sku() == null ? "" : line.sku().strip();
            checkQuantity(sku, line.quantity(), OrderRules.QUANTITY_MAX);
            if (line.unit() == null || line.unit().signum() < 0 || !skus.add(sku)) {
                throw Problem.invalid("unit", line.unit());
            }
            offer.add(new Quotation.Offer(sku, line.quantity(), Money.parse(line.unit(), transactions.tenant().currency())));
        }
        checkKnown(actor, List.copyOf(skus));
        proposals.withdraw(actor, KIND, code, "");
        Proposed answer = new Proposed(List.copyOf(offer), validUntil, text(text));
        List<Proposal.Effect> below = below(actor, asked.organisation(), offer, now);
        if (below.isEmpty()) {
            return answered(actor, asked, answer, actor.name());
        }
        proposals.propose(actor, KIND, code, code, answer, below, answer.text());
        return get(actor, code);
    }

    private Quotation answered(Actor actor, Quotation asked, Proposed answer, String by) {
        sql.update("""
                update quotation set state = 'ANSWERED', answer = ?, offer = ?, valid_until = ?, answered_by = ?, answered_at = ?
                 where tenant_id = ? and code = ?""",
                answer.text(), Json.of(answer.offer()), answer.validUntil(), by, clock.now(), actor.tenant(), asked.code());
        history.record(actor, THING, asked.code(), asked.state(), Quotation.State.ANSWERED, answer.text());
        return get(actor, asked.code());
    }

    /** Nothing where one person may offer that; else what it is beside the member's usual prices, a line each that is too low. */
    private List<Proposal.Effect> below(Actor actor, OrganisationId member, List<Quotation.Offer> offer, Instant now) {
        Map<String, Variant> known = variants.bySkus(actor, offer.stream().map(Quotation.Offer::sku).toList());
        List<PricedLine> usual = prices.quote(Actor.system(actor.tenant()), member, offer.stream()
                .map(line -> new LineRequest(known.get(line.sku()).id(), line.quantity())).toList(), now);
        List<Proposal.Effect> below = new ArrayList<>();
        Money before = Money.zero(transactions.tenant().currency());
        Money after = before;
        for (int i = 0; i < offer.size(); i++) {
            Quotation.Offer line = offer.get(i);
            PricedLine price = usual.get(i);
            if (line.unit().compareTo(price.supply().percent(price.band().lowPercent())) < 0) {
                below.add(new Proposal.Effect("quotation.unit", line.sku() + " " + price.supply(), line.unit().toString()));
            }
            before = before.plus(price.supplyTotal());
            after = after.plus(line.sum());
        }
        if (!below.isEmpty()) {
            below.add(0, new Proposal.Effect("quotation.sum", before.toString(), after.toString()));
        }
        return below;
    }

    /** The answer that waits for a second person; for headquarters. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.QUOTE)
    public Optional<Proposal> proposed(Actor actor, String code) {
        return proposals.latest(actor, KIND, get(actor, code).code()).filter(p -> p.state() == Proposal.State.PROPOSED);
    }

    /** All answers to it that took two persons, newest first: who proposed what, and who decided; for headquarters. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.QUOTE)
    public List<Proposal> proposals(Actor actor, String code) {
        return proposals.page(actor, KIND, false, List.of(get(actor, code).code()), null, Proposals.LIST_MAX);
    }

    /** Answers that wait for this person's yes or no. */
    @Requires(PricingPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /**
     * A second person lets the member see the proposed answer.
     *
     * @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, QUOTE_EXPIRED if it waited too long, ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(PricingPermission.APPROVE)
    public Quotation approve(Actor actor, String proposal) {
        Quotation asked = locked(actor, about(actor, proposal));
        Quotation.State.TRANSITIONS.check(asked.state(), Quotation.State.ANSWERED);
        Proposal approved = proposals.approve(actor, proposal);
        Proposed answer = approved.content().as(Proposed.class);
        if (!answer.validUntil().isAfter(clock.now())) {
            throw new Problem(OrderProblem.QUOTE_EXPIRED).with("quote", asked.code()).with("until", answer.validUntil());
        }
        return answered(actor, asked, answer, approved.maker());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(PricingPermission.APPROVE)
    public Quotation reject(Actor actor, String proposal, String why) {
        String code = about(actor, proposal);
        proposals.reject(actor, proposal, why);
        return get(actor, code);
    }

    private String about(Actor actor, String proposal) {
        return proposals.get(actor, KIND, proposal).subject();
    }

    /** Headquarters will not make it. @throws Problem FIELD_MISSING (the reason), ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(OrderPermission.QUOTE)
    public Quotation refuse(Actor actor, String code, String reason) {
        return moved(actor, code, Quotation.State.REFUSED, needed(reason));
    }

    /** The member does not take the prices. @throws Problem ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(OrderPermission.PLACE)
    public Quotation decline(Actor actor, String code, String reason) {
        return moved(actor, code, Quotation.State.DECLINED, text(reason));
    }

    /** The member does not need it any more. @throws Problem ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(OrderPermission.PLACE)
    public Quotation withdraw(Actor actor, String code) {
        return moved(actor, code, Quotation.State.WITHDRAWN, "");
    }

    /**
     * The member takes the prices: it becomes a wholesale order to that address, at exactly them. Doing it twice gives the
     * same order.
     *
     * @param waitForFunds whether it waits for a top-up where the wallet cannot pay it
     * @throws Problem QUOTE_EXPIRED; what placing refuses; ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(OrderPermission.PLACE)
    public OrderReceipt accept(Actor actor, String code, Address shipTo, boolean waitForFunds) {
        Quotation answered = locked(actor, code);
        if (answered.state() != Quotation.State.ACCEPTED) {
            Quotation.State.TRANSITIONS.check(answered.state(), Quotation.State.ACCEPTED);
            if (answered.validUntil().isBefore(clock.now())) {
                throw new Problem(OrderProblem.QUOTE_EXPIRED).with("quote", code).with("until", answered.validUntil());
            }
            quotes.keep(actor, code, answered.organisation(), answered.subShop(), answered.answeredAt(), answered.validUntil(),
                    new OrderQuotes.Content(answered.offer().stream().map(line -> new OrderQuotes.Line(line.sku(),
                            line.quantity(), line.unit())).toList(), null));
        }
        PlaceOrder command = command(actor, answered, shipTo).atQuote(code);
        OrderReceipt receipt = orders.place(actor, waitForFunds ? command.waitingForFunds() : command, "quotation:" + code);
        if (answered.state() != Quotation.State.ACCEPTED) {
            proposals.withdraw(actor, KIND, code, "");
            sql.update("update quotation set state = 'ACCEPTED', order_code = ? where tenant_id = ? and code = ?",
                    receipt.code(), actor.tenant(), code);
            history.record(actor, THING, code, answered.state(), Quotation.State.ACCEPTED, receipt.code());
        }
        return receipt;
    }

    private PlaceOrder command(Actor actor, Quotation answered, Address shipTo) {
        return new PlaceOrder(subShops.get(actor, answered.subShop()).code(), answered.code(), shipTo,
                answered.offer().stream().map(line -> new PlaceOrder.Line(line.sku(), line.quantity(), null)).toList(),
                "", "", null).wholesale();
    }

    /** What the order would cost, freight to the place included. */
    public record Cost(Money goods, Money freight, Money total) {
    }

    /**
     * What {@link #accept} to that place would cost; nothing is written.
     *
     * @param shipTo its country and city at least
     * @throws Problem PLACE_NOT_SERVED and what else pricing refuses; ILLEGAL_TRANSITION where nothing is answered, NOT_FOUND
     */
    @Requires(OrderPermission.PLACE)
    public Cost cost(Actor actor, String code, Address shipTo) {
        Quotation answered = get(actor, code);
        Quotation.State.TRANSITIONS.check(answered.state(), Quotation.State.ACCEPTED);
        PlaceOrder command = command(actor, answered, shipTo).tidy();
        OrderRules.checkPriced(command);
        OrderDraft draft = placing.draft(actor, command, new QuotedPrices(code, answered.answeredAt(), answered.validUntil(),
                answered.offer().stream().collect(Collectors.toMap(Quotation.Offer::sku, Quotation.Offer::unit, (a, b) -> b)),
                null, true));
        return new Cost(draft.goods(), draft.freight().amount(), draft.total());
    }

    /** @throws Problem NOT_FOUND for another member's */
    @Requires(OrderPermission.VIEW)
    public Quotation get(Actor actor, String code) {
        return sql.first(SELECT + " and code = ? and (?::bigint is null or organisation_id = ?)", Quotations::quotation,
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * The latest first: a member's own, for headquarters all.
     *
     * @param states empty for all
     * @param after  the code of the last one on the page before; null for the first page
     */
    @Requires(OrderPermission.VIEW)
    public List<Quotation> list(Actor actor, Set<Quotation.State> states, String after, int limit) {
        return sql.list(SELECT + """

                 and (?::bigint is null or organisation_id = ?) and (cardinality(?::text[]) = 0 or state = any (?))
                 and (?::text is null or id < (select a.id from quotation a where a.tenant_id = ? and a.code = ?))
                 order by id desc limit ?""", Quotations::quotation, actor.tenant(), actor.scope(), actor.scope(),
                names(states), names(states), after, actor.tenant(), after, Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** How many wait for headquarters, or for the member to decide. */
    @Requires(OrderPermission.VIEW)
    public Map<Quotation.State, Long> open(Actor actor) {
        Map<Quotation.State, Long> counts = new java.util.EnumMap<>(Quotation.State.class);
        sql.each("""
                select state, count(*) as n from quotation
                 where tenant_id = ? and (?::bigint is null or organisation_id = ?) and state in ('ASKED', 'ANSWERED')
                 group by state""", 0, row -> counts.put(row.oneOf(Quotation.State.class, "state"), row.number("n")),
                actor.tenant(), actor.scope(), actor.scope());
        return counts;
    }

    /** The time line of one. @throws Problem NOT_FOUND for another member's */
    @Requires(OrderPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** Answers that nobody took in time. @return whether there may be more */
    boolean expire(Actor system, int limit) {
        List<String> codes = sql.list("""
                update quotation set state = 'EXPIRED' where tenant_id = ? and code in (
                    select code from quotation where tenant_id = ? and state = 'ANSWERED' and valid_until < ?
                     order by id limit ? for update skip locked)
                returning code""", row -> row.text("code"), system.tenant(), system.tenant(), clock.now(), limit);
        if (!codes.isEmpty()) {
            history.recordAll(system, THING, codes, Quotation.State.ANSWERED, Quotation.State.EXPIRED, "");
            proposals.withdrawAll(system, KIND, codes, "");
        }
        return codes.size() == limit;
    }

    private Quotation moved(Actor actor, String code, Quotation.State to, String why) {
        Quotation from = locked(actor, code);
        Quotation.State.TRANSITIONS.check(from.state(), to);
        proposals.withdraw(actor, KIND, code, "");
        sql.update("update quotation set state = ? where tenant_id = ? and code = ?", to, actor.tenant(), code);
        history.record(actor, THING, code, from.state(), to, why);
        return get(actor, code);
    }

    private Quotation locked(Actor actor, String code) {
        get(actor, code);
        sql.list("select 1 as one from quotation where tenant_id = ? and code = ? for update", row -> 1, actor.tenant(), code);
        return get(actor, code);
    }

    private void checkKnown(Actor actor, List<String> skus) {
        Set<String> known = variants.bySkus(actor, skus).keySet();
        skus.stream().filter(sku -> !known.contains(sku)).findFirst().ifPresent(sku -> {
            throw new Problem(CatalogProblem.SKU_UNKNOWN).with("sku", sku);
        });
    }

    private static void checkLines(int count) {
        if (count == 0) {
            throw new Problem(OrderProblem.LINES_MISSING);
        }
        if (count > LINES_MAX) {
            throw new Problem(OrderProblem.LINES_TOO_MANY).with("max", LINES_MAX);
        }
    }

    private static void checkQuantity(String sku, int quantity, int max) {
        if (quantity < 1 || quantity > max) {
            throw new Problem(OrderProblem.LINE_QUANTITY_INVALID).with("sku", sku).with("quantity", quantity).with("max", max);
        }
    }

    private static String needed(String reason) {
        String words = text(reason);
        if (words.isEmpty()) {
            throw Problem.missing("reason");
        }
        return words;
    }

    private static String text(String text) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() > TEXT_MAX || stripped.indexOf('\0') >= 0) {
            throw Problem.invalid("text", stripped.substring(0, Math.min(40, stripped.length())));
        }
        return stripped;
    }

    private static String[] names(Set<Quotation.State> states) {
        return states.stream().map(Enum::name).sorted().toArray(String[]::new);
    }

    private static Quotation quotation(Row row) {
        return new Quotation(row.text("code"), new OrganisationId(row.number("organisation_id")),
                new SubShopId(row.number("sub_shop_id")), row.text("text"), row.json("wishes").asListOf(Quotation.Wish.class),
                row.oneOf(Quotation.State.class, "state"), row.text("asked_by"), row.instant("asked_at"), row.text("answer"),
                row.json("offer") == null ? List.of() : row.json("offer").asListOf(Quotation.Offer.class),
                row.instant("valid_until"), row.text("answered_by") == null ? "" : row.text("answered_by"),
                row.instant("answered_at"), row.text("order_code") == null ? "" : row.text("order_code"));
    }
}
