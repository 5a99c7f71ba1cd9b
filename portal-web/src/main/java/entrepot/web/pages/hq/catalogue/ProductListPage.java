package entrepot.web.pages.hq.catalogue;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.ProductFilter;
import entrepot.catalog.ProductLine;
import entrepot.catalog.ProductState;
import entrepot.catalog.Products;
import entrepot.catalog.Variants;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;

/** The brand's products. */
@Named
@RequestScoped
public class ProductListPage {

    private static final int ROWS = 50;
    private static final String REVIEW = "REVIEW";

    @Inject
    private Products products;
    @Inject
    private Variants variants;
    @Inject
    private CurrentActor actor;

    private String view;
    private String words;
    private String category;
    private String after;
    private List<ProductLine> rows;
    private List<String> categories;
    private String next;
    private long toReview;

    public void load() {
        ProductState state = Arrays.stream(ProductState.values()).filter(s -> s.name().equals(view)).findFirst().orElse(null);
        ProductFilter filter = new ProductFilter(words, state, category, REVIEW.equals(view));
        Paged<ProductLine> page = Paged.of(products.list(actor.get(), filter, after, ROWS + 1), ROWS, ProductLine::handle);
        rows = page.items();
        next = page.next();
        categories = products.categories(actor.get());
        toReview = actor.may(CatalogPermission.EDIT) ? variants.toReview(actor.get()) : 0;
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = words;
    }

    public String getCategory() {
        return category;
    }

    public void setCategory(String category) {
        this.category = category;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public List<ProductLine> getRows() {
        return rows;
    }

    public List<String> getCategories() {
        return categories;
    }

    public String getNext() {
        return next;
    }

    public long getToReview() {
        return toReview;
    }
}
