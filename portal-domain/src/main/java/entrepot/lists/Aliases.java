package entrepot.lists;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.OrderPermission;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Table;
import entrepot.platform.numbering.Numbering;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What sub-shops call things: learned once from what waits, and used on every list from then on. */
@UseCases
@ApplicationScoped
public class Aliases {

    /** Of one sub-shop. */
    public static final int ALIASES_MAX = 20_000;
    private static final int PAGE_MAX = 200;
    private static final int TEXT_MAX = 200;
    private static final int QUANTITY_MAX = 999;
    private static final int SUGGESTED = 5;

    @Inject
    private AliasRows rows;

    @Inject
    private ListRows lists;

    @Inject
    private ListCheck check;

    @Inject
    private Doctor doctor;

    @Inject
    private SubShops subShops;

    @Inject
    private Variants variants;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    /**
     * An alias as somebody gives it.
     *
     * @param item     the title there; empty where the code says it alone
     * @param spec     the form there; may be empty
     * @param itemCode the code there; may be empty, but not both it and the title
     */
    public record NewAlias(String item, String spec, String itemCode, List<Alias.Part> parts) {
        public NewAlias {
            parts = parts == null ? List.of() : List.copyOf(parts);
        }
    }

    /** What waits for an alias in the lists of a sub-shop, most wanted first; at most 200. */
    @Requires(OrderPermission.PLACE)
    public List<UnmappedItem> waiting(Actor actor, String subShop) {
        return lists.unmapped(actor, subShops.byCode(actor, subShop).id(), PAGE_MAX);
    }

    /** For how many things each sub-shop, by its code, waits for an alias; those without any are not in it. */
    @Requires(OrderPermission.PLACE)
    public Map<String, Long> waiting(Actor actor) {
        return lists.unmapped(actor);
    }

    /** What was likely meant: variants whose SKU is near the code, or whose name has most of the title's words. */
    @Requires(OrderPermission.PLACE)
    public List<Variant> suggest(Actor actor, UnmappedItem item) {
        Map<String, Variant> found = new LinkedHashMap<>();
        String code = item.itemCode();
        if (code.length() > 2) {
            int half = Math.max(2, code.length() / 2);
            Map<String, Variant> near = new LinkedHashMap<>();
            for (String part : List.of(code.substring(0, half), code.substring(code.length() - half))) {
                variants.search(actor, part, null, 100).forEach(variant -> near.put(variant.sku(), variant));
            }
            Nearest.of(code, near.keySet(), 3, SUGGESTED).forEach(sku -> found.put(sku, near.get(sku)));
        }
        for (String word : words(item.item())) {
            if (found.size() >= SUGGESTED) {
                break;
            }
            variants.search(actor, word, null, SUGGESTED).forEach(variant -> found.putIfAbsent(variant.sku(), variant));
        }
        return found.values().stream().limit(SUGGESTED).toList();
    }

    /** The longest words of a title first; Chinese has none, so its longest runs are halved. */
    private static List<String> words(String title) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : title.replaceAll("[【\\[(（].*?[】\\])）]|包邮", " ").split("[^\\p{L}\\p{N}]+")) {
            if (word.length() > 2 && word.length() < 40) {
                words.add(word.toLowerCase(Locale.ROOT));
                if (word.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) && word.length() > 3) {
                    words.add(word.substring(word.length() - word.length() / 2));
                }
            }
        }
        return words.stream().sorted((a, b) -> b.length() - a.length()).limit(4).toList();
    }

    /** The newest first; {@code after} is the code of the last one of the page before, or null. */
    @Requires(OrderPermission.VIEW)
    public List<Alias> list(Actor actor, String subShop, String text, String after, int limit) {
        return rows.page(actor, subShops.byCode(actor, subShop).id(), text, after, Math.max(1, Math.min(limit, ALIASES_MAX)));
    }

    /** An alias and whose it is. */
    public record Known(SubShop subShop, Alias alias) {
    }

    /** @throws Problem NOT_FOUND, for another member's as well */
    @Requires(OrderPermission.VIEW)
    public Known get(Actor actor, String code) {
        return rows.find(actor, code).map(found -> new Known(subShops.get(actor, found.getKey()), found.getValue()))
                .orElseThrow(() -> Problem.notFound("alias", code));
    }

    /**
     * Says what a thing is here, in place of what was said before, and checks the lists again that wait for it.
     *
     * @return how many lists were checked again
     * @throws Problem ALIAS_INVALID with the field, ALIASES_TOO_MANY, SKU_UNKNOWN
     */
    @Requires(OrderPermission.PLACE)
    public int learn(Actor actor, String subShop, List<NewAlias> learned) {
        SubShop shop = subShops.byCode(actor, subShop);
        if (rows.count(actor, shop.id()) + learned.size() > ALIASES_MAX) {
            throw new Problem(ListProblem.ALIASES_TOO_MANY).with("max", ALIASES_MAX);
        }
        Set<String> skus = new LinkedHashSet<>();
        learned.forEach(alias -> alias.parts().forEach(part -> skus.add(part.sku())));
        Map<String, Variant> known = check.found(actor, skus);
        for (NewAlias alias : learned) {
            rows.save(actor, shop, checked(actor, alias, known));
        }
        return doctor.examineWaiting(actor, shop);
    }

    private Alias checked(Actor actor, NewAlias alias, Map<String, Variant> known) {
        String item = text("item", alias.item());
        String spec = text("spec", alias.spec());
        String code = text("itemCode", alias.itemCode());
        if (entrepot.platform.files.Table.normal(item + code).isEmpty()) {
            throw new Problem(ListProblem.ALIAS_INVALID).with("field", "item").with("value", "");
        }
        if (alias.parts().isEmpty() || alias.parts().size() > Alias.PARTS_MAX
                || alias.parts().stream().allMatch(Alias.Part::gift)) {
            throw new Problem(ListProblem.ALIAS_INVALID).with("field", "parts").with("value", alias.parts().size());
        }
        List<Alias.Part> parts = new ArrayList<>();
        for (Alias.Part part : alias.parts()) {
            Variant variant = known.get(part.sku());
            if (variant == null) {
                throw new Problem(entrepot.catalog.CatalogProblem.SKU_UNKNOWN).with("sku", part.sku());
            }
            if (part.quantity() < 1 || part.quantity() > QUANTITY_MAX) {
                throw new Problem(ListProblem.ALIAS_INVALID).with("field", "quantity").with("value", part.quantity());
            }
            parts.add(new Alias.Part(variant.sku(), part.quantity(), part.gift()));
        }
        return new Alias(numbering.next("ALS"), item, spec, code, parts, actor.name(), clock.now());
    }

    private static String text(String field, String value) {
        String text = value == null ? "" : value.strip();
        if (text.length() > TEXT_MAX || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new Problem(ListProblem.ALIAS_INVALID).with("field", field).with("value", "");
        }
        return text;
    }

    /** Forgets an alias; lists that wait are checked again. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.PLACE)
    public void forget(Actor actor, String subShop, String code) {
        SubShop shop = subShops.byCode(actor, subShop);
        if (rows.delete(actor, shop.id(), code) == 0) {
            throw Problem.notFound("alias", code);
        }
        doctor.examineWaiting(actor, shop);
    }

    /**
     * Learns aliases from a file as {@link #list} exports it: item, spec, code, SKU, quantity, gift; rows of the same thing
     * belong together. All or none.
     *
     * @return how many things were learned
     * @throws Problem ALIAS_ROW_INVALID with the row; CSV_COLUMN_MISSING and what {@link Table} refuses
     */
    @Requires(OrderPermission.PLACE)
    public int take(Actor actor, String subShop, byte[] file) {
        Table table = ListFile.read(file);
        String[] item = {"Item", "宝贝标题", "商品名称", "标题", "Artículo"};
        String[] spec = {"Spec", "规格", "Especificación"};
        String[] code = {"Code", "Item code", "商家编码", "编码", "Código"};
        String[] sku = {"SKU", "货号", "Referencia"};
        table.require(sku);
        record Thing(String item, String spec, String code) {
        }
        Map<Thing, List<Alias.Part>> things = new LinkedHashMap<>();
        Set<String> skus = new LinkedHashSet<>();
        table.lines().forEach(line -> skus.add(Cell.text(Cell.narrow(table.cell(line, sku)))));
        Map<String, Variant> known = check.found(actor, skus);
        for (Table.Line line : table.lines()) {
            Thing thing = new Thing(Cell.text(table.cell(line, item)), Cell.text(table.cell(line, spec)), Cell.text(table.cell(line, code)));
            String part = Cell.text(Cell.narrow(table.cell(line, sku)));
            String many = table.cell(line, "Quantity", "数量", "Cantidad");
            var quantity = many.isEmpty() ? java.util.Optional.of(1) : Cell.quantity(Cell.narrow(many));
            if (!known.containsKey(part) || quantity.isEmpty() || quantity.get() > QUANTITY_MAX
                    || Table.normal(thing.item() + thing.code()).isEmpty()) {
                throw new Problem(ListProblem.ALIAS_ROW_INVALID).with("row", line.number()).with("value", part + " " + many);
            }
            String gift = table.cell(line, "Gift", "赠品", "Regalo").toLowerCase(Locale.ROOT);
            things.computeIfAbsent(thing, key -> new ArrayList<>()).add(new Alias.Part(part, quantity.get(),
                    List.of("1", "true", "yes", "是", "sí", "si", "y").contains(gift)));
        }
        learn(actor, subShop, things.entrySet().stream().map(each -> new NewAlias(each.getKey().item(), each.getKey().spec(),
                each.getKey().code(), each.getValue())).toList());
        return things.size();
    }
}
