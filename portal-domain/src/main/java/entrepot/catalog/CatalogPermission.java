package entrepot.catalog;

/** What roles may do with the catalogue. */
public final class CatalogPermission {

    /** See products and variants; members see the active ones only. */
    public static final String VIEW = "catalogue:view";
    /** Edit products, put them on and off sale. */
    public static final String EDIT = "catalogue:edit";

    private CatalogPermission() {
    }
}
