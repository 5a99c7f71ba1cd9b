package entrepot.web.pages.hq.catalogue;

import entrepot.catalog.CatalogPermission;
import entrepot.catalog.EditProduct;
import entrepot.catalog.EditVariant;
import entrepot.catalog.Product;
import entrepot.catalog.ProductState;
import entrepot.catalog.Products;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** One product with its variants. */
@Named
@RequestScoped
public class ProductPage {

    @Inject
    private Products products;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Steps steps;

    private Product product;
    private Product.Item variant;
    private List<TimelineStep> history;
    private String title;
    private String vendor;
    private String category;
    private String tags;
    private String description;
    private Long version;
    private String newSku;
    private Integer weightGrams;
    private String barcode;
    private String reason;

    /** Reads once, as soon as anybody asks: which buttons there are is asked before a form is read. */
    public void load() {
        String handle = getHandle();
        String sku = getSku();
        if (product != null) {
            return;
        }
        product = products.get(actor.get(), handle);
        variant = product.variants().stream().filter(item -> item.sku().equals(sku)).findFirst().orElse(null);
        history = isEditor() ? steps.of(products.history(actor.get(), handle), "catalog.state") : List.of();
        if (version == null) {
            title = product.title();
            vendor = product.vendor();
            category = product.category();
            tags = product.tags();
            description = product.descriptionHtml();
            version = product.version();
        }
        if (variant != null && newSku == null) {
            newSku = variant.sku();
            weightGrams = variant.weightGrams();
            barcode = variant.barcode();
        }
    }

    public String save() {
        products.edit(actor.get(), new EditProduct(getHandle(), title, description, vendor, category, tags, version));
        return Done.to(here(), "catalog.product.saved", "title", title);
    }

    public String saveVariant() {
        products.editVariant(actor.get(), new EditVariant(getSku(), newSku, weightGrams == null ? 0 : weightGrams, barcode));
        return Done.to(here(), "catalog.variant.saved", "sku", newSku);
    }

    public String activate() {
        return change(ProductState.ACTIVE);
    }

    public String archive() {
        return change(ProductState.ARCHIVED);
    }

    public String draft() {
        return change(ProductState.DRAFT);
    }

    public boolean isEditor() {
        return actor.may(CatalogPermission.EDIT);
    }

    /** Whether a step to that state is open. */
    public boolean may(String state) {
        Set<ProductState> next = ProductState.TRANSITIONS.next(getProduct().state());
        return isEditor() && next.contains(ProductState.valueOf(state));
    }

    private String change(ProductState to) {
        products.changeState(actor.get(), getHandle(), to, reason);
        return Done.to(here(), "catalog.product.changed", "title", getProduct().title());
    }

    private String here() {
        return "/hq/catalogue/detail?handle=" + URLEncoder.encode(getHandle(), StandardCharsets.UTF_8);
    }

    public String getHandle() {
        return Paths.asked(request, "handle");
    }

    public String getSku() {
        return Paths.asked(request, "sku");
    }

    public Product getProduct() {
        load();
        return product;
    }

    public Product.Item getVariant() {
        load();
        return variant;
    }

    public List<TimelineStep> getHistory() {
        load();
        return history;
    }

    public String getTitle() {
        load();
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getVendor() {
        load();
        return vendor;
    }

    public void setVendor(String vendor) {
        this.vendor = vendor;
    }

    public String getCategory() {
        load();
        return category;
    }

    public void setCategory(String category) {
        this.category = category;
    }

    public String getTags() {
        load();
        return tags;
    }

    public void setTags(String tags) {
        this.tags = tags;
    }

    public String getDescription() {
        load();
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public Long getVersion() {
        load();
        return version;
    }

    public void setVersion(Long version) {
        this.version = version;
    }

    public String getNewSku() {
        load();
        return newSku;
    }

    public void setNewSku(String newSku) {
        this.newSku = newSku;
    }

    public Integer getWeightGrams() {
        load();
        return weightGrams;
    }

    public void setWeightGrams(Integer weightGrams) {
        this.weightGrams = weightGrams;
    }

    public String getBarcode() {
        load();
        return barcode;
    }

    public void setBarcode(String barcode) {
        this.barcode = barcode;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
