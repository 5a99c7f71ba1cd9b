package entrepot.catalog;

import entrepot.kernel.Transitions;

/** Where a product stands: a draft is not seen by members, an archived one is no longer sold. */
public enum ProductState {
    DRAFT, ACTIVE, ARCHIVED;

    /** Which state may follow which. */
    public static final Transitions<ProductState> TRANSITIONS = Transitions.of(ProductState.class)
            .allow(DRAFT, ACTIVE, ARCHIVED)
            .allow(ACTIVE, DRAFT, ARCHIVED)
            .allow(ARCHIVED, ACTIVE);
}
