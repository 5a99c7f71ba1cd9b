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
import java.util.function.Function;
import java.util.stream.Collectors;

/** The price lists of tiers: one person proposes, another approves; every version is kept for ever. */
@UseCases
@ApplicationScoped
public class PriceLists {

    /** The kind of its proposals. */
    public static final String KIND = "price-list";

    private static final int SHOWN_MAX = 200;
    /** The highest quantity that a line of an order may have. */
    private static final int STEP_MAX = 9_999;
    private static final int STEPS_MAX = 10;
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

    /** What was asked for single SKUs. */
    private record Singles(Map<String, Money> prices, Map<String, List<PriceStep>> steps) {
    }

    /** One line of a list. */
    private record Item(Money price, List<PriceStep> steps) {

        /** For the hash; a line without steps as it was before there were any. */
        String text() {
            StringBuilder text = new StringBuilder().append(price.minor());
            steps.forEach(step -> text.append('@').append(step.from()).append('=').append(step.supply().minor()));
            return text.toString();
        }
    }

    /**
     * Proposes a list and shows its effect in numbers.
     *
     * @throws Problem TIER_UNKNOWN, SKU_UNKNOWN, PRICE_NOT_POSITIVE, STEP_NOT_CHEAPER, PRICE_LIST_EMPTY, PRICE_LIST_STARTS_IN_PAST,
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
        Singles singles = singles(actor, command.singles());
        List<Now> now = now(actor, tier, from);
        Map<Long, Item> items = new LinkedHashMap<>();
        List<PriceChange> changes = new ArrayList<>();
        for (Now current : now) {
            PriceChange line = current.change();
            Money price = singles.prices().getOrDefault(line.sku(), percent(command, line));
            List<PriceStep> steps = steps(command, singles, line);
            // what the list does not name falls back to the tier's percent of retail
            Money after = price == null ? line.retail().percent(tier.discountPercentOfRetail()) : price;
            if (price != null || !steps.isEmpty()) {
                if (!after.isPositive()) {
                    throw new Problem(PricingProblem.PRICE_NOT_POSITIVE).with("sku", line.sku());
                }
                checkFalling(line.sku(), after, steps);
                items.put(current.variant(), new Item(after, steps));
            }
            changes.add(new PriceChange(line.sku(), line.name(), line.retail(), line.before(), after, line.stepsBefore(), steps));
        }
        if (items.isEmpty()) {
            throw new Problem(PricingProblem.PRICE_LIST_EMPTY);
        }
        if (changes.stream().noneMatch(PriceChange::changed)) {
            throw new Problem(PricingProblem.NOTHING_CHANGES);
        }
        List<Proposal.Effect> effect = new ArrayList<>(PriceEffect.of(changes, members(actor, tier)));
        effect.add(new Proposal.Effect("steps", count(changes, PriceChange::stepsBefore), count(changes, PriceChange::steps)));
        return write(actor, tier, from, command.reason(), items, effect);
    }

    private static String count(List<PriceChange> lines, Function<PriceChange, List<PriceStep>> steps) {
        return Integer.toString(lines.stream().mapToInt(line -> steps.apply(line).size()).sum());
    }

    /** Steps that were asked for; where only a percent of the current prices was, those of now. */
    private static List<PriceStep> steps(ProposePriceList command, Singles singles, PriceChange line) {
        if (singles.steps().containsKey(line.sku())) {
            return singles.steps().get(line.sku());
        }
        return command.base() != ProposePriceList.PercentOf.CURRENT || singles.prices().containsKey(line.sku()) ? List.of()
                : line.stepsBefore().stream().map(step -> new PriceStep(step.from(), step.supply().percent(command.percent()))).toList();
    }

    private static void checkFalling(String sku, Money price, List<PriceStep> steps) {
        Money before = price;
        for (PriceStep step : steps) {
            if (!step.supply().isPositive()) {
                throw new Problem(PricingProblem.PRICE_NOT_POSITIVE).with("sku", sku);
            }
            if (step.supply().compareTo(before) >= 0) {
                throw new Problem(PricingProblem.STEP_NOT_CHEAPER).with("sku", sku).with("from", step.from())
                        .with("price", step.supply()).with("before", before);
            }
            before = step.supply();
        }
    }

    /** The single prices of an uploaded table with the columns {@code sku} and {@code price}; where there is one, {@code from}. */
    @Requires(PricingPermission.PROPOSE)
    public List<ProposePriceList.Single> read(Actor actor, byte[] file) {
        Table table = Table.read(file);
        table.require("sku", "Variant SKU", "商家编码", "编码");
        table.require("price", "supply price", "价格", "供货价");
        List<ProposePriceList.Single> singles = new ArrayList<>();
        for (Table.Line line : table.lines()) {
            String price = table.cell(line, "price", "supply price", "价格", "供货价");
            String from = table.cell(line, "from", "from pieces", "起订量", "desde");
            try {
                singles.add(new ProposePriceList.Single(table.cell(line, "sku", "Variant SKU", "商家编码", "编码"),
                        from.isEmpty() ? 1 : Integer.parseInt(from), new BigDecimal(price.length() > 30 ? "" : price)));
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
                       b.supply_minor as before_minor, i.step_from, i.step_minor,
                       coalesce(b.step_from, '{}') as before_step_from, coalesce(b.step_minor, '{}') as before_step_minor
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

    private Singles singles(Actor actor, List<ProposePriceList.Single> asked) {
        Map<String, Variant> found = variants.bySkus(actor, asked.stream().map(ProposePriceList.Single::sku).toList());
        Map<String, Money> singles = new LinkedHashMap<>();
        Map<String, SortedMap<Integer, Money>> steps = new LinkedHashMap<>();
        for (ProposePriceList.Single single : asked) {
            Variant variant = found.get(single.sku());
            if (variant == null) {
                throw new Problem(PricingProblem.SKU_NOT_SOLD).with("sku", single.sku());
            }
            Money price = Money.parse(single.price(), variant.retail().currency());
            if (!price.isPositive()) {
                throw new Problem(PricingProblem.PRICE_NOT_POSITIVE).with("sku", single.sku());
            }
            if (single.from() < 1 || single.from() > STEP_MAX) {
                throw Problem.invalid("from", single.from());
            }
            Money twice = single.from() == 1 ? singles.put(variant.sku(), price)
                    : steps.computeIfAbsent(variant.sku(), sku -> new TreeMap<>()).put(single.from(), price);
            if (twice != null || steps.getOrDefault(variant.sku(), new TreeMap<>()).size() > STEPS_MAX) {
                throw new Problem(PricingProblem.SKU_TWICE).with("sku", single.sku());
            }
        }
        return new Singles(singles, steps.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .entrySet().stream().map(step -> new PriceStep(step.getKey(), step.getValue())).toList())));
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
                       i.supply_minor as before_minor, null::bigint as supply_minor,
                       '{}'::bigint[] as step_from, '{}'::bigint[] as step_minor,
                       coalesce(i.step_from, '{}') as before_step_from, coalesce(i.step_minor, '{}') as before_step_minor
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
                retail, beforePrice, after == null ? beforePrice : Money.of(after, retail.currency()),
                PriceStep.of(row, "before_", retail.currency()), PriceStep.of(row, "", retail.currency()));
    }

    private int members(Actor actor, Tier tier) {
        return sql.one("select count(*)::int as n from organisation where tenant_id = ? and tier = ? and state <> 'CLOSED'",
                row -> row.integer("n"), actor.tenant(), tier.code());
    }

    private PriceList write(Actor actor, Tier tier, Instant from, String reason, Map<Long, Item> items,
                            List<Proposal.Effect> effect) {
        PriceListEntity list = new PriceListEntity();
        list.tenantId = actor.tenant().value();
        list.code = numbering.next("PRL");
        list.tier = tier.code();
        list.state = PriceListState.PROPOSED;
        list.validFrom = from;
        list.currency = transactions.tenant().currency();
        list.items = items.size();
        list.itemsHash = hash(new TreeMap<>(items));
        list.proposalCode = proposals.propose(actor, KIND, list.code, tier.code(),
                new Content(list.code, tier.code(), list.items, list.itemsHash), effect, reason);
        em.persist(list);
        em.flush();
        sql.update("""
                insert into price_list_item (tenant_id, price_list_id, variant_id, supply_minor, step_from, step_minor)
                select ?, ?, a.variant_id, a.supply_minor, a.step_from::bigint[], a.step_minor::bigint[]
                  from unnest(?, ?, ?, ?) as a (variant_id, supply_minor, step_from, step_minor)""",
                actor.tenant(), list.id, items.keySet().toArray(Long[]::new),
                items.values().stream().map(item -> item.price().minor()).toArray(Long[]::new),
                items.values().stream().map(item -> array(item.steps(), PriceStep::from)).toArray(String[]::new),
                items.values().stream().map(item -> array(item.steps(), step -> step.supply().minor())).toArray(String[]::new));
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
        SortedMap<Long, Item> items = new TreeMap<>();
        String currency = transactions.tenant().currency();
        sql.each("""
                select variant_id, supply_minor, step_from, step_minor from price_list_item
                 where tenant_id = ? and price_list_id = ? order by variant_id""", 5000,
                row -> items.put(row.number("variant_id"), new Item(Money.of(row.number("supply_minor"), currency), PriceStep.of(row, "", currency))),
                actor.tenant(), list);
        return hash(items);
    }

    /** As PostgreSQL writes an array. */
    private static String array(List<PriceStep> steps, Function<PriceStep, Object> of) {
        return steps.stream().map(step -> String.valueOf(of.apply(step))).collect(Collectors.joining(",", "{", "}"));
    }

    /** Of minor units by variant, with their steps; the currency is the list's. */
    private static String hash(SortedMap<Long, Item> items) {
        StringBuilder text = new StringBuilder();
        items.forEach((variant, item) -> text.append(variant).append('=').append(item.text()).append('\n'));
        return Tokens.sha256(text.toString());
    }

    private PriceListEntity entity(Actor actor, String code) {
        return em.createQuery("select l from PriceList l where l.tenantId = :tenant and l.code = :code",
                PriceListEntity.class).setParameter("tenant", actor.tenant().value()).setParameter("code", code)
                .getResultStream().findFirst().orElseThrow(() -> Problem.notFound("price-list", code));
    }
}
