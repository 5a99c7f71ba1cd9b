package entrepot.web.pages.hq.catalogue;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.ProductFilter;
import entrepot.catalog.ProductLine;
import entrepot.catalog.ProductState;
import entrepot.catalog.Products;
import entrepot.catalog.Variants;
import entrepot.web.pages.frame.Listing;
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
public class ProductListPage extends Listing<ProductLine> {

    private static final String REVIEW = "REVIEW";

    @Inject
    private Products products;
    @Inject
    private Variants variants;
    @Inject
    private CurrentActor actor;

    private String words;
    private String category;
    private List<String> categories;
    private long toReview;

    public void load() {
        ProductState state = Arrays.stream(ProductState.values()).filter(s -> s.name().equals(getView())).findFirst().orElse(null);
        ProductFilter filter = new ProductFilter(words, state, category, REVIEW.equals(getView()));
        show(Paged.of(products.list(actor.get(), filter, getAfter(), ROWS + 1), ROWS, ProductLine::handle));
        categories = products.categories(actor.get());
        toReview = actor.may(CatalogPermission.EDIT) ? variants.toReview(actor.get()) : 0;
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

    public List<String> getCategories() {
        return categories;
    }

    public long getToReview() {
        return toReview;
    }
}
