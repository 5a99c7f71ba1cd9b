package entrepot.catalog;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProductId;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The products of the brand: listed, edited, put on sale and taken off, and taken in bulk from a file. */
@UseCases
@ApplicationScoped
public class Products {

    private static final int LIST_MAX = 200;
    private static final int CHUNK = 500;

    @Inject
    private EntityManager em;

    @Inject
    private Sql sql;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    /** How many products and variants a file brought. */
    public record Taken(int productsNew, int productsKept, int variantsNew, int variantsKept) {
    }

    /**
     * A page of products by title; active ones only for members.
     *
     * @param afterHandle the last one that was seen; empty for the first page
     */
    @Requires(CatalogPermission.VIEW)
    public List<ProductLine> list(Actor actor, ProductFilter filter, String afterHandle, int limit) {
        String after = afterHandle == null ? "" : afterHandle;
        String state = !actor.headquarters() ? ProductState.ACTIVE.name()
                : filter.state() == null ? null : filter.state().name();
        return sql.list("""
                select p.handle, p.title, p.vendor, p.category, p.state, v.*,
                       coalesce((select i.url from product_image i
                                  where i.tenant_id = p.tenant_id and i.product_id = p.id
                                  order by i.position limit 1), '') as image_url
                  from (select * from product p
                         where p.tenant_id = ?
                           and (? = '' or (p.title, p.handle) > (select title, handle from product
                                                                  where tenant_id = ? and handle = ?))
                           and (?::text is null or p.state = ?) and (? = '' or p.category = ?)
                           and (? = '%%' or p.title ilike ? or p.handle ilike ? or p.vendor ilike ?
                                or exists (select from variant s where s.tenant_id = p.tenant_id
                                              and s.product_id = p.id and s.sku ilike ?))
                           and (not ? or exists (select from variant s where s.tenant_id = p.tenant_id
                                                    and s.product_id = p.id and s.needs_review))
                         order by p.title, p.handle limit ?) p
                  cross join lateral (
                       select count(*)::int as variants, min(v.retail_minor) as lowest, max(v.retail_minor) as highest,
                              min(v.currency) as currency, (count(*) filter (where v.needs_review))::int as to_review
                         from variant v where v.tenant_id = p.tenant_id and v.product_id = p.id) v
                 order by p.title, p.handle""", Products::line,
                actor.tenant(), after, actor.tenant(), after, state, state, filter.category(), filter.category(),
                filter.pattern(), filter.pattern(), filter.pattern(), filter.pattern(), filter.pattern(),
                filter.toReview(), Math.min(Math.max(limit, 1), LIST_MAX));
    }

    /** The categories in use, for a filter. */
    @Requires(CatalogPermission.VIEW)
    public List<String> categories(Actor actor) {
        return sql.list("""
                select distinct category from product where tenant_id = ? and category <> '' order by 1 limit 500""",
                row -> row.text("category"), actor.tenant());
    }

    @Requires(CatalogPermission.VIEW)
    public Product get(Actor actor, String handle) {
        ProductEntity product = entity(actor, handle);
        if (!actor.headquarters() && product.state != ProductState.ACTIVE) {
            throw Problem.notFound("product", handle);
        }
        return view(product);
    }

    /** The products behind handles, whole; unknown handles are not in the answer. Three statements for each 500. */
    @Requires(CatalogPermission.EDIT)
    public Map<String, Product> byHandles(Actor actor, Collection<String> handles) {
        Map<String, Product> found = new HashMap<>();
        List<String> once = handles.stream().distinct().toList();
        for (int from = 0; from < once.size(); from += CHUNK) {
            Collection<ProductEntity> chunk = byHandle(actor,
                    once.subList(from, Math.min(from + CHUNK, once.size()))).values();
            views(actor, chunk).forEach(product -> found.put(product.handle(), product));
            em.clear();
        }
        return found;
    }

    /** @throws Problem CHANGED_MEANWHILE if another person was faster */
    @Requires(CatalogPermission.EDIT)
    public Product edit(Actor actor, EditProduct command) {
        ProductEntity product = entity(actor, command.handle());
        if (product.version != command.version()) {
            throw new Problem(SqlProblem.CHANGED_MEANWHILE);
        }
        if (command.title() == null || command.title().isBlank()) {
            throw Problem.missing("title");
        }
        product.title = command.title().strip();
        product.description = DescriptionHtml.clean(command.descriptionHtml());
        product.vendor = text(command.vendor());
        product.category = text(command.category());
        product.tags = text(command.tags());
        em.flush();
        return view(product);
    }

    @Requires(CatalogPermission.EDIT)
    public Product changeState(Actor actor, String handle, ProductState to, String why) {
        ProductEntity product = entity(actor, handle);
        ProductState.TRANSITIONS.check(product.state, to);
        history.record(actor, "product", handle, product.state, to, why);
        product.state = to;
        em.flush();
        return view(product);
    }

    /** The product's time line. */
    @Requires(CatalogPermission.EDIT)
    public List<History.Change> history(Actor actor, String handle) {
        return history.of(actor, "product", entity(actor, handle).handle);
    }

    /** Corrects a variant; it counts as looked at. @throws Problem SKU_UNKNOWN, SKU_TAKEN */
    @Requires(CatalogPermission.EDIT)
    public Product editVariant(Actor actor, EditVariant command) {
        VariantEntity variant = bySku(actor, List.of(command.sku())).get(command.sku());
        if (variant == null) {
            throw Problem.notFound("variant", command.sku());
        }
        String sku = text(command.newSku());
        if (sku.isEmpty()) {
            throw Problem.missing("sku");
        }
        if (!sku.equals(variant.sku) && bySku(actor, List.of(sku)).containsKey(sku)) {
            throw new Problem(CatalogProblem.SKU_TAKEN).with("sku", sku);
        }
        if (command.weightGrams() < 0 || command.weightGrams() > 1_000_000) {
            throw Problem.invalid("weightGrams", command.weightGrams());
        }
        variant.sku = sku;
        variant.weightGrams = command.weightGrams();
        variant.barcode = text(command.barcode());
        variant.needsReview = false;
        em.flush();
        return view(em.find(ProductEntity.class, variant.productId));
    }

    /**
     * Takes products in bulk. A product is known by its handle, a variant by its SKU; what is known is updated, except
     * for retail prices, which change by proposal; nothing is removed.
     *
     * @throws Problem SKU_TAKEN if a SKU belongs to another product; nothing has been taken then
     */
    @Requires(CatalogPermission.EDIT)
    public Taken take(Actor actor, List<ProductDraft> drafts) {
        int[] counts = new int[4];
        Instant now = clock.now();
        for (int from = 0; from < drafts.size(); from += CHUNK) {
            List<ProductDraft> chunk = drafts.subList(from, Math.min(from + CHUNK, drafts.size()));
            Map<String, ProductEntity> products = byHandle(actor, chunk.stream().map(ProductDraft::handle).toList());
            Map<String, VariantEntity> variants = bySku(actor, chunk.stream()
                    .flatMap(draft -> draft.variants().stream()).map(ProductDraft.VariantDraft::sku).toList());
            Map<ProductState, List<String>> begun = new EnumMap<>(ProductState.class);
            Map<Move, List<String>> moved = new HashMap<>();
            for (ProductDraft draft : chunk) {
                ProductEntity product = products.get(draft.handle());
                if (product == null) {
                    product = begin(actor, draft, now);
                    products.put(product.handle, product);
                    begun.computeIfAbsent(product.state, state -> new ArrayList<>()).add(product.handle);
                    counts[0]++;
                } else {
                    counts[1]++;
                    if (draft.state() != null && draft.state() != product.state) {
                        ProductState.TRANSITIONS.check(product.state, draft.state());
                        moved.computeIfAbsent(new Move(product.state, draft.state()), move -> new ArrayList<>())
                                .add(product.handle);
                    }
                }
                change(product, draft);
            }
            // the rows that variants and pictures refer to go first
            em.flush();
            Map<Long, List<Product.Image>> images = images(actor.tenant().value(), products.values().stream()
                    .map(product -> product.id).collect(Collectors.toSet()));
            begun.forEach((state, handles) -> history.recordAll(actor, "product", handles, null, state, ""));
            moved.forEach((move, handles) -> history.recordAll(actor, "product", handles, move.from(), move.to(), ""));
            for (ProductDraft draft : chunk) {
                takeVariants(actor, products.get(draft.handle()), draft, variants, counts);
                takeImages(actor, products.get(draft.handle()), draft, images);
            }
            em.flush();
            em.clear();
        }
        return new Taken(counts[0], counts[1], counts[2], counts[3]);
    }

    private record Move(ProductState from, ProductState to) {
    }

    /** Sets retail prices that two persons agreed on; only for pricing, which keeps the proposal. */
    @Requires(Requires.SYSTEM)
    public void reprice(Actor actor, Map<VariantId, Money> retail) {
        List<Map.Entry<VariantId, Money>> changes = List.copyOf(retail.entrySet());
        for (int from = 0; from < changes.size(); from += CHUNK) {
            Map<Long, Money> chunk = changes.subList(from, Math.min(from + CHUNK, changes.size())).stream()
                    .collect(Collectors.toMap(change -> change.getKey().value(), Map.Entry::getValue));
            em.createQuery("select v from Variant v where v.tenantId = :tenant and v.id in :ids", VariantEntity.class)
                    .setParameter("tenant", actor.tenant().value()).setParameter("ids", chunk.keySet()).getResultList()
                    .forEach(variant -> variant.retailMinor = chunk.get(variant.id).minor());
            em.flush();
            em.clear();
        }
    }

    private ProductEntity begin(Actor actor, ProductDraft draft, Instant now) {
        if (draft.title() == null || draft.title().isBlank()) {
            throw Problem.missing("title");
        }
        ProductEntity product = new ProductEntity();
        product.tenantId = actor.tenant().value();
        product.handle = draft.handle();
        product.state = draft.state() == null ? ProductState.ACTIVE : draft.state();
        product.title = draft.title().strip();
        product.since = now;
        em.persist(product);
        return product;
    }

    private static void change(ProductEntity product, ProductDraft draft) {
        product.title = draft.title() == null || draft.title().isBlank() ? product.title : draft.title().strip();
        product.description = draft.descriptionHtml() == null ? product.description
                : DescriptionHtml.clean(draft.descriptionHtml());
        product.vendor = draft.vendor() == null ? product.vendor : draft.vendor().strip();
        product.category = draft.category() == null ? product.category : draft.category().strip();
        product.tags = draft.tags() == null ? product.tags : draft.tags().strip();
        product.state = draft.state() == null ? product.state : draft.state();
        if (!draft.optionNames().isEmpty()) {
            product.option1Name = Options.at(draft.optionNames(), 0);
            product.option2Name = Options.at(draft.optionNames(), 1);
            product.option3Name = Options.at(draft.optionNames(), 2);
        }
    }

    private void takeVariants(Actor actor, ProductEntity product, ProductDraft draft,
                              Map<String, VariantEntity> known, int[] counts) {
        int position = 0;
        for (ProductDraft.VariantDraft taken : draft.variants()) {
            position++;
            VariantEntity variant = known.get(taken.sku());
            if (variant == null) {
                variant = new VariantEntity();
                variant.tenantId = actor.tenant().value();
                variant.productId = product.id;
                variant.sku = taken.sku();
                variant.retailMinor = taken.retail().minor();
                variant.currency = taken.retail().currency();
                variant.needsReview = taken.needsReview();
                em.persist(variant);
                known.put(variant.sku, variant);
                counts[2]++;
            } else if (variant.productId != product.id) {
                throw new Problem(CatalogProblem.SKU_TAKEN).with("sku", taken.sku());
            } else {
                counts[3]++;
            }
            variant.position = position;
            variant.option1 = Options.at(taken.options(), 0);
            variant.option2 = Options.at(taken.options(), 1);
            variant.option3 = Options.at(taken.options(), 2);
            variant.weightGrams = taken.weightGrams() == null ? variant.weightGrams : taken.weightGrams();
            variant.barcode = taken.barcode() == null ? variant.barcode : taken.barcode();
            variant.imageUrl = taken.imageUrl() == null ? variant.imageUrl : taken.imageUrl();
        }
    }

    private void takeImages(Actor actor, ProductEntity product, ProductDraft draft,
                            Map<Long, List<Product.Image>> known) {
        if (draft.images() == null || draft.images().equals(known.getOrDefault(product.id, List.of()))) {
            return;
        }
        em.createQuery("delete from ProductImage i where i.tenantId = :tenant and i.productId = :product")
                .setParameter("tenant", actor.tenant().value()).setParameter("product", product.id).executeUpdate();
        int position = 0;
        for (Product.Image image : draft.images()) {
            ProductImageEntity row = new ProductImageEntity();
            row.tenantId = actor.tenant().value();
            row.productId = product.id;
            row.position = ++position;
            row.url = image.url();
            row.alt = image.alt();
            em.persist(row);
        }
    }

    private ProductEntity entity(Actor actor, String handle) {
        ProductEntity product = byHandle(actor, List.of(handle == null ? "" : handle)).get(handle);
        if (product == null) {
            throw Problem.notFound("product", handle);
        }
        return product;
    }

    private Map<String, ProductEntity> byHandle(Actor actor, Collection<String> handles) {
        Map<String, ProductEntity> found = new HashMap<>();
        if (!handles.isEmpty()) {
            em.createQuery("select p from Product p where p.tenantId = :tenant and p.handle in :handles",
                    ProductEntity.class).setParameter("tenant", actor.tenant().value())
                    .setParameter("handles", Set.copyOf(handles)).getResultList()
                    .forEach(product -> found.put(product.handle, product));
        }
        return found;
    }

    private Map<String, VariantEntity> bySku(Actor actor, Collection<String> skus) {
        Map<String, VariantEntity> found = new TreeMap<>();
        List<String> once = skus.stream().distinct().toList();
        for (int from = 0; from < once.size(); from += CHUNK) {
            em.createQuery("select v from Variant v where v.tenantId = :tenant and v.sku in :skus", VariantEntity.class)
                    .setParameter("tenant", actor.tenant().value())
                    .setParameter("skus", once.subList(from, Math.min(from + CHUNK, once.size()))).getResultList()
                    .forEach(variant -> found.put(variant.sku, variant));
        }
        return found;
    }

    private Product view(ProductEntity product) {
        return views(product.tenantId, List.of(product)).get(0);
    }

    private List<Product> views(Actor actor, Collection<ProductEntity> products) {
        return views(actor.tenant().value(), products);
    }

    private List<Product> views(long tenant, Collection<ProductEntity> products) {
        if (products.isEmpty()) {
            return List.of();
        }
        Set<Long> ids = products.stream().map(product -> product.id).collect(Collectors.toSet());
        Map<Long, List<Product.Item>> items = em.createQuery("""
                select v from Variant v where v.tenantId = :tenant and v.productId in :products
                 order by v.position, v.sku""", VariantEntity.class)
                .setParameter("tenant", tenant).setParameter("products", ids).getResultList().stream()
                .collect(Collectors.groupingBy(variant -> variant.productId,
                        Collectors.mapping(Products::item, Collectors.toList())));
        Map<Long, List<Product.Image>> images = images(tenant, ids);
        return products.stream().map(product -> new Product(new ProductId(product.id), product.handle, product.title,
                product.description, product.vendor, product.category, product.tags, product.state,
                Stream.of(product.option1Name, product.option2Name, product.option3Name)
                        .filter(name -> !name.isEmpty()).toList(),
                items.getOrDefault(product.id, List.of()), images.getOrDefault(product.id, List.of()),
                product.version)).toList();
    }

    private Map<Long, List<Product.Image>> images(long tenant, Set<Long> products) {
        return em.createQuery("""
                select i from ProductImage i where i.tenantId = :tenant and i.productId in :products
                 order by i.position""", ProductImageEntity.class)
                .setParameter("tenant", tenant).setParameter("products", products).getResultList().stream()
                .collect(Collectors.groupingBy(image -> image.productId,
                        Collectors.mapping(image -> new Product.Image(image.url, image.alt), Collectors.toList())));
    }

    private static Product.Item item(VariantEntity variant) {
        return new Product.Item(new VariantId(variant.id), variant.sku,
                List.of(variant.option1, variant.option2, variant.option3),
                Money.of(variant.retailMinor, variant.currency), variant.weightGrams, variant.barcode,
                variant.imageUrl, variant.needsReview);
    }

    private static ProductLine line(Row row) {
        int variants = row.integer("variants");
        String currency = row.text("currency");
        return new ProductLine(row.text("handle"), row.text("title"), row.text("vendor"), row.text("category"),
                row.oneOf(ProductState.class, "state"), variants,
                variants == 0 ? null : Money.of(row.number("lowest"), currency),
                variants == 0 ? null : Money.of(row.number("highest"), currency),
                row.integer("to_review"), row.text("image_url"));
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
