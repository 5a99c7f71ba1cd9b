package entrepot.catalog;

import entrepot.kernel.Problem;
import entrepot.kernel.ProductId;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Variants by what others know of them. Each method is one statement: ordering stands on it. */
@UseCases
@ApplicationScoped
public class Variants {

    /** How many SKUs or ids one call may ask for. */
    public static final int ASKED_MAX = 20_000;

    private static final int LIST_MAX = 200;
    private static final String COLUMNS = """
            v.id, v.product_id, v.sku, v.option1, v.option2, v.option3, v.retail_minor, v.currency, v.weight_grams,
            p.title, p.state, p.category, p.vendor,
            coalesce(nullif(v.image_url, ''),
                     (select i.url from product_image i where i.tenant_id = v.tenant_id and i.product_id = v.product_id
                       order by i.position limit 1), '') as image_url
            """;

    private static final String BY_SKUS = "select a.sku as asked, " + COLUMNS + """
              from unnest(?) as a (sku)
              join variant v on v.tenant_id = ? and lower(v.sku) = lower(a.sku)
              join product p on p.tenant_id = v.tenant_id and p.id = v.product_id""";

    @Inject
    private Sql sql;

    /**
     * The variants behind SKUs: the exact SKU wins, else the only one that differs in case alone. Unknown and
     * ambiguous SKUs are not in the answer.
     *
     * @param skus as asked; the answer's keys are these
     */
    @Requires(CatalogPermission.VIEW)
    public Map<String, Variant> bySkus(Actor actor, Collection<String> skus) {
        return chosen(sql.list(BY_SKUS, Variants::asked, limited(skus).toArray(String[]::new), actor.tenant()));
    }

    /** The same, with others in one round trip. */
    @Requires(CatalogPermission.VIEW)
    public Later<Map<String, Variant>> bySkus(Actor actor, Trip trip, Collection<String> skus) {
        return trip.list(BY_SKUS, Variants::asked, limited(skus).toArray(String[]::new), actor.tenant())
                .map(Variants::chosen);
    }

    private static Map<String, Variant> chosen(List<Map.Entry<String, Variant>> answers) {
        Map<String, Variant> found = new LinkedHashMap<>();
        Set<String> exact = new HashSet<>();
        Set<String> ambiguous = new HashSet<>();
        answers.forEach(answer -> {
            String sku = answer.getKey();
            if (answer.getValue().sku().equals(sku)) {
                found.put(sku, answer.getValue());
                exact.add(sku);
            } else if (!exact.contains(sku) && found.put(sku, answer.getValue()) != null) {
                ambiguous.add(sku);
            }
        });
        ambiguous.removeAll(exact);
        found.keySet().removeAll(ambiguous);
        return found;
    }

    private static Map.Entry<String, Variant> asked(Row row) {
        return Map.entry(row.text("asked"), variant(row));
    }

    @Requires(CatalogPermission.VIEW)
    public Map<VariantId, Variant> byIds(Actor actor, Collection<VariantId> ids) {
        Map<VariantId, Variant> found = new HashMap<>();
        sql.each("select " + COLUMNS + """
                  from variant v join product p on p.tenant_id = v.tenant_id and p.id = v.product_id
                 where v.tenant_id = ? and v.id = any (?)""", 0, row -> {
                    Variant variant = variant(row);
                    found.put(variant.id(), variant);
                }, actor.tenant(), limited(ids).stream().map(VariantId::value).toArray(Long[]::new));
        return found;
    }

    /**
     * Variants whose SKU, title or barcode holds the text, by SKU; active ones only for members.
     *
     * @param afterSku the last one that was seen; empty for the first page
     */
    @Requires(CatalogPermission.VIEW)
    public List<Variant> search(Actor actor, String text, String afterSku, int limit) {
        String pattern = new ProductFilter(text, null, null, false).pattern();
        return sql.list("select " + COLUMNS + """
                  from variant v join product p on p.tenant_id = v.tenant_id and p.id = v.product_id
                 where v.tenant_id = ? and v.sku > ? and (? or p.state = 'ACTIVE')
                   and (v.sku ilike ? or p.title ilike ? or v.barcode ilike ?)
                 order by v.sku limit ?""", Variants::variant,
                actor.tenant(), afterSku == null ? "" : afterSku, actor.headquarters(), pattern, pattern, pattern,
                Math.min(Math.max(limit, 1), LIST_MAX));
    }

    /** Those with exactly that barcode, at most two: one that a scanner read should name one variant. */
    @Requires(CatalogPermission.VIEW)
    public List<Variant> byBarcode(Actor actor, String barcode) {
        return sql.list("select " + COLUMNS + """
                  from variant v join product p on p.tenant_id = v.tenant_id and p.id = v.product_id
                 where v.tenant_id = ? and v.barcode = ? and v.barcode <> '' order by v.sku limit 2""",
                Variants::variant, actor.tenant(), barcode);
    }

    /**
     * Active variants of the same kind that cost the buyer about as much: of the same product, else of the same category
     * and by their titles (see {@link Kinds}), the nearest price first; not the variant itself. None for a variant
     * without a category.
     *
     * @param percent how much dearer or cheaper they may be
     */
    @Requires(Requires.SYSTEM)
    public List<Variant> alike(Actor actor, VariantId variant, int percent, int limit) {
        Variant wanted = byIds(actor, List.of(variant)).get(variant);
        return sql.list("select " + COLUMNS + """
                  from variant o
                  join product q on q.tenant_id = o.tenant_id and q.id = o.product_id
                  join product p on p.tenant_id = q.tenant_id and p.category = q.category and p.state = 'ACTIVE'
                  join variant v on v.tenant_id = p.tenant_id and v.product_id = p.id and v.id <> o.id
                       and v.currency = o.currency
                 where o.tenant_id = ? and o.id = ? and q.category <> ''
                   and v.retail_minor * 100 between o.retail_minor * (100 - ?) and o.retail_minor * (100 + ?)
                 order by v.product_id <> o.product_id, abs(v.retail_minor - o.retail_minor), v.id limit ?""",
                Variants::variant, actor.tenant(), variant, percent, percent, LIST_MAX).stream()
                .filter(other -> other.product().equals(wanted.product())
                        || Kinds.same(wanted.productTitle(), other.productTitle(), wanted.vendor())).limit(limit).toList();
    }

    /** How many variants a person should look at, because their SKU was made up by an import. */
    @Requires(CatalogPermission.EDIT)
    public long toReview(Actor actor) {
        return sql.one("select count(*) as n from variant where tenant_id = ? and needs_review",
                row -> row.number("n"), actor.tenant());
    }

    private static <T> Set<T> limited(Collection<T> asked) {
        Set<T> once = new LinkedHashSet<>(asked);
        if (once.size() > ASKED_MAX) {
            throw new Problem(CatalogProblem.TOO_MANY_SKUS).with("max", ASKED_MAX);
        }
        return once;
    }

    private static Variant variant(Row row) {
        return new Variant(new VariantId(row.number("id")), new ProductId(row.number("product_id")), row.text("sku"),
                row.text("title"), Options.text(List.of(row.text("option1"), row.text("option2"), row.text("option3"))),
                row.money("retail"), row.integer("weight_grams"), row.text("state"), row.text("image_url"),
                row.text("category"), row.text("vendor"));
    }
}
