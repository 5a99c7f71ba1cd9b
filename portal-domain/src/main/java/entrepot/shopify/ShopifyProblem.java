package entrepot.shopify;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about connections to Shopify. */
public enum ShopifyProblem implements ProblemCode {
    /** Not of the form {@code name.myshopify.com}. */
    SHOPIFY_DOMAIN_INVALID(ProblemKind.INVALID),
    /** The sub-shop sells elsewhere. */
    NOT_A_SHOPIFY_SHOP(ProblemKind.REFUSED);

    private final ProblemKind kind;

    ShopifyProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
