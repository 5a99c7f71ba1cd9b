package entrepot.pricing;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.Tier;
import entrepot.network.Tiers;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Table;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The price lists of tiers: one person proposes, another approves; every version is kept for ever. */
@UseCases
@ApplicationScoped
public class PriceLists {

    /** The kind of its proposals. */
    public static final String KIND = "price-list";

    private static final int SHOWN_MAX = 200;
    private static final BigDecimal PERCENT_MAX = BigDecimal.valueOf(1000);
    private static final int PERCENT_DECIMALS_MAX = 6;

    @Inject
    private EntityManager em;

    @Inject
    private Sql sql;

    @Inject
    private Tiers tiers;

    @Inject
    private Variants variants;

    @Inject
    private Proposals proposals;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** What a proposal holds: enough to prove that what is approved is what was shown. */
    record Content(String list, String tier, int items, String itemsHash) {
    }

    /** All variants that are sold, with the tier's price now. */
    private record Now(long variant, PriceChange change) {
    }

    /**
     * Proposes a list and shows its effect in numbers.
     *
     * @throws Problem TIER_UNKNOWN, SKU_UNKNOWN, PRICE_NOT_POSITIVE, PRICE_LIST_EMPTY, PRICE_LIST_STARTS_IN_PAST,
     *                 NOTHING_CHANGES
     */
    @Requires(PricingPermission.PROPOSE)
    public PriceList propose(Actor actor, ProposePriceList command) {
        Tier tier = tiers.get(actor, command.tier());
        Instant present = clock.now();
        Instant from = command.validFrom() == null ? present : command.validFrom();
        if (from.isBefore(present)) {
            throw new Problem(PricingProblem.PRICE_LIST_STARTS_IN_PAST).with("from", from);
        }
        Map<String, Money> singles = singles(actor, command.singles());
        List<Now> now = now(actor, tier, from);
        Map<Long, Money> items = new LinkedHashMap<>();
        List<PriceChange> changes = new ArrayList<>();
        for (Now current : now) {
            Money price = singles.getOrDefault(current.change().sku(), percent(command, current.change()));
            if (price != null) {
                if (!price.isPositive()) {
                    throw new Problem(PricingProblem.PRICE_NOT_POSITIVE).with("sku", current.change().sku());
                }
                items.put(current.variant(), price);
            }
            // what the list does not name falls back to the tier's percent of retail
            Money after = price == null ? current.change().retail().percent(tier.discountPercentOfRetail()) : price;
            changes.add(new PriceChange(current.change().sku(), current.change().name(), current.change().retail(),
                    current.change().before(), after));
        }
        if (items.isEmpty()) {
            throw new Problem(PricingProblem.PRICE_LIST_EMPTY);
        }
        if (changes.stream().noneMatch(PriceChange::changed)) {
            throw new Problem(PricingProblem.NOTHING_CHANGES);
        }
        return write(actor, tier, from, command.reason(), items, PriceEffect.of(changes, members(actor, tier)));
    }

    /** The single prices of an uploaded table with the columns {@code sku} and {@code price}. */
    @Requires(PricingPermission.PROPOSE)
    public List<ProposePriceList.Single> read(Actor actor, byte[] file) {
        Table table = Table.read(file);
        table.require("sku", "Variant SKU", "商家编码", "编码");
        table.require("price", "supply price", "价格", "供货价");
        List<ProposePriceList.Single> singles = new ArrayList<>();
        for (Table.Line line : table.lines()) {
            String price = table.cell(line, "price", "supply price", "价格", "供货价");
            try {
                singles.add(new ProposePriceList.Single(table.cell(line, "sku", "Variant SKU", "商家编码", "编码"),
                        new BigDecimal(price.length() > 30 ? "" : price)));
            } catch (NumberFormatException notANumber) {
                throw new Problem(PricingProblem.PRICE_UNREADABLE).with("line", line.number())
                        .with("price", price.length() > 30 ? price.substring(0, 30) : price);
            }
        }
        return singles;
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED */
    @Requires(PricingPermission.APPROVE)
    public PriceList approve(Actor actor, String code) {
        PriceListEntity list = entity(actor, code);
        Proposal proposal = proposals.approve(actor, list.proposalCode);
        Content content = proposal.content().as(Content.class);
        if (!content.itemsHash().equals(list.itemsHash) || !list.itemsHash.equals(hash(actor, list.id))) {
            throw new IllegalStateException("price list " + code + " is not the one that was proposed");
        }
        return decide(actor, list, PriceListState.APPROVED, "");
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(PricingPermission.APPROVE)
    public PriceList reject(Actor actor, String code, String reason) {
        PriceListEntity list = entity(actor, code);
        proposals.reject(actor, list.proposalCode, reason);
        return decide(actor, list, PriceListState.REJECTED, reason);
    }

    /** The newest lists, of all tiers. */
    @Requires(PricingPermission.VIEW)
    public List<PriceList> list(Actor actor) {
        return em.createQuery("select l from PriceList l where l.tenantId = :tenant order by l.id desc",
                PriceListEntity.class).setParameter("tenant", actor.tenant().value()).setMaxResults(SHOWN_MAX)
                .getResultList().stream().map(PriceListEntity::view).toList();
    }

    @Requires(PricingPermission.VIEW)
    public PriceList get(Actor actor, String code) {
        return entity(actor, code).view();
    }

    /** The list that is in force for a tier now; null where the tier's percent of retail counts alone. */
    @Requires(PricingPermission.VIEW)
    public PriceList inForce(Actor actor, String tier) {
        return sql.first("""
                select code from price_list where tenant_id = ? and tier = ? and state = 'APPROVED' and valid_from <= ?
                 order by valid_from desc, id desc limit 1""", row -> row.text("code"), actor.tenant(), tier, clock.now())
                .map(code -> entity(actor, code).view()).orElse(null);
    }

    /** The proposal behind a list, with its effect. */
    @Requires(PricingPermission.VIEW)
    public Proposal proposal(Actor actor, String code) {
        return proposals.get(actor, entity(actor, code).proposalCode);
    }

    /** All changes of prices that wait for this person's yes or no: lists, retail prices, agreements and campaigns. */
    @Requires(PricingPermission.VIEW)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND, RetailPrices.KIND, SpecialPrices.KIND);
    }

    /**
     * The list's prices beside those of the list before it, those that change most first.
     *
     * @param afterSku the last one that was seen, empty for the first page; the order is by SKU then
     */
    @Requires(PricingPermission.VIEW)
    public List<PriceChange> items(Actor actor, String code, String afterSku, int limit) {
        PriceListEntity list = entity(actor, code);
        Tier tier = tiers.get(actor, list.tier);
        return sql.list("""
                select v.sku, p.title, v.option1, v.option2, v.option3, v.retail_minor, v.currency, i.supply_minor,
                       b.supply_minor as before_minor
                  from price_list_item i
                  join variant v on v.tenant_id = i.tenant_id and v.id = i.variant_id
                  join product p on p.tenant_id = v.tenant_id and p.id = v.product_id
                  left join price_list_item b on b.tenant_id = i.tenant_id and b.variant_id = i.variant_id
                   and b.price_list_id = (select l.id from price_list l
                                           where l.tenant_id = i.tenant_id and l.tier = ? and l.state = 'APPROVED'
                                             and (l.valid_from, l.id) < (?, ?)
                                           order by l.valid_from desc, l.id desc limit 1)
                 where i.tenant_id = ? and i.price_list_id = ? and v.sku > ?
                 order by v.sku limit ?""", row -> change(row, tier),
                list.tier, list.validFrom, list.id, actor.tenant(), list.id, afterSku == null ? "" : afterSku,
                Math.min(Math.max(limit, 1), SHOWN_MAX));
    }

    @Requires(PricingPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, "price-list", entity(actor, code).code);
    }

    private Map<String, Money> singles(Actor actor, List<ProposePriceList.Single> asked) {
        Map<String, Variant> found = variants.bySkus(actor, asked.stream().map(ProposePriceList.Single::sku).toList());
        Map<String, Money> singles = new LinkedHashMap<>();
        for (ProposePriceList.Single single : asked) {
            Variant variant = found.get(single.sku());
            if (variant == null) {
                throw new Problem(PricingProblem.SKU_NOT_SOLD).with("sku", single.sku());
            }
            Money price = Money.parse(single.price(), variant.retail().currency());
            if (!price.isPositive()) {
                throw new Problem(PricingProblem.PRICE_NOT_POSITIVE).with("sku", single.sku());
            }
            if (singles.put(variant.sku(), price) != null) {
                throw new Problem(PricingProblem.SKU_TWICE).with("sku", single.sku());
            }
        }
        return singles;
    }

    private static Money percent(ProposePriceList command, PriceChange change) {
        if (command.base() == ProposePriceList.PercentOf.NOTHING) {
            return null;
        }
        BigDecimal percent = command.percent();
        if (percent == null || percent.signum() <= 0 || percent.compareTo(PERCENT_MAX) > 0
                || percent.scale() > PERCENT_DECIMALS_MAX) {
            throw Problem.invalid("percent", percent);
        }
        return (command.base() == ProposePriceList.PercentOf.RETAIL ? change.retail() : change.before()).percent(percent);
    }

    /** Every variant that is not archived, with what the tier pays when the new list would begin. */
    private List<Now> now(Actor actor, Tier tier, Instant from) {
        return sql.list("""
                select v.id, v.sku, p.title, v.option1, v.option2, v.option3, v.retail_minor, v.currency,
                       i.supply_minor as before_minor, null::bigint as supply_minor
                  from variant v
                  join product p on p.tenant_id = v.tenant_id and p.id = v.product_id and p.state <> 'ARCHIVED'
                  left join price_list_item i on i.tenant_id = v.tenant_id and i.variant_id = v.id
                   and i.price_list_id = (select l.id from price_list l
                                           where l.tenant_id = ? and l.tier = ? and l.state = 'APPROVED'
                                             and l.valid_from <= ? order by l.valid_from desc, l.id desc limit 1)
                 where v.tenant_id = ? and v.retail_minor > 0 order by v.id""",
                row -> new Now(row.number("id"), change(row, tier)),
                actor.tenant(), tier.code(), from, actor.tenant());
    }

    private static PriceChange change(Row row, Tier tier) {
        Money retail = row.money("retail");
        Long before = row.numberOrNull("before_minor");
        Long after = row.numberOrNull("supply_minor");
        Money beforePrice = before == null ? retail.percent(tier.discountPercentOfRetail())
                : Money.of(before, retail.currency());
        String options = String.join(" / ", List.of(row.text("option1"), row.text("option2"), row.text("option3"))
                .stream().filter(option -> !option.isEmpty() && !option.equals("Default Title")).toList());
        return new PriceChange(row.text("sku"), options.isEmpty() ? row.text("title") : row.text("title") + " · " + options,
                retail, beforePrice, after == null ? beforePrice : Money.of(after, retail.currency()));
    }

    private int members(Actor actor, Tier tier) {
        return sql.one("select count(*)::int as n from organisation where tenant_id = ? and tier = ? and state <> 'CLOSED'",
                row -> row.integer("n"), actor.tenant(), tier.code());
    }

    private PriceList write(Actor actor, Tier tier, Instant from, String reason, Map<Long, Money> items,
                            List<Proposal.Effect> effect) {
        PriceListEntity list = new PriceListEntity();
        list.tenantId = actor.tenant().value();
        list.code = numbering.next("PRL");
        list.tier = tier.code();
        list.state = PriceListState.PROPOSED;
        list.validFrom = from;
        list.currency = transactions.tenant().currency();
        list.items = items.size();
        SortedMap<Long, Long> minors = new TreeMap<>();
        items.forEach((variant, price) -> minors.put(variant, price.minor()));
        list.itemsHash = hash(minors);
        list.proposalCode = proposals.propose(actor, KIND, list.code, tier.name(),
                new Content(list.code, tier.code(), list.items, list.itemsHash), effect, reason);
        em.persist(list);
        em.flush();
        sql.update("""
                insert into price_list_item (tenant_id, price_list_id, variant_id, supply_minor)
                select ?, ?, a.variant_id, a.supply_minor from unnest(?, ?) as a (variant_id, supply_minor)""",
                actor.tenant(), list.id, items.keySet().toArray(Long[]::new),
                items.values().stream().map(Money::minor).toArray(Long[]::new));
        history.record(actor, "price-list", list.code, null, list.state, reason);
        return list.view();
    }

    private PriceList decide(Actor actor, PriceListEntity list, PriceListState to, String why) {
        PriceListState.TRANSITIONS.check(list.state, to);
        history.record(actor, "price-list", list.code, list.state, to, why);
        list.state = to;
        if (to == PriceListState.APPROVED && list.validFrom.isBefore(clock.now())) {
            // prices never begin in the past: orders placed meanwhile keep theirs
            list.validFrom = clock.now();
        }
        em.flush();
        return list.view();
    }

    private String hash(Actor actor, long list) {
        SortedMap<Long, Long> minors = new TreeMap<>();
        sql.each("""
                select variant_id, supply_minor from price_list_item
                 where tenant_id = ? and price_list_id = ? order by variant_id""", 5000,
                row -> minors.put(row.number("variant_id"), row.number("supply_minor")), actor.tenant(), list);
        return hash(minors);
    }

    /** Of minor units by variant; the currency is the list's. */
    private static String hash(SortedMap<Long, Long> minors) {
        StringBuilder text = new StringBuilder();
        minors.forEach((variant, minor) -> text.append(variant).append('=').append(minor).append('\n'));
        return Tokens.sha256(text.toString());
    }

    private PriceListEntity entity(Actor actor, String code) {
        return em.createQuery("select l from PriceList l where l.tenantId = :tenant and l.code = :code",
                PriceListEntity.class).setParameter("tenant", actor.tenant().value()).setParameter("code", code)
                .getResultStream().findFirst().orElseThrow(() -> Problem.notFound("price-list", code));
    }
}
