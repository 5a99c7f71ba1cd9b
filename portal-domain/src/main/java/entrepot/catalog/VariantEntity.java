package entrepot.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A variant as people edit it. Its retail price changes by an approved proposal only. */
@Entity(name = "Variant")
@Table(name = "variant")
@SequenceGenerator(name = "variant_seq", sequenceName = "variant_seq", allocationSize = 50)
class VariantEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "variant_seq")
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(name = "product_id", updatable = false)
    long productId;

    int position;
    String sku;
    String option1 = "";
    String option2 = "";
    String option3 = "";

    @Column(name = "retail_minor")
    long retailMinor;

    @Column(updatable = false)
    String currency;

    @Column(name = "weight_grams")
    int weightGrams;

    String barcode = "";

    @Column(name = "image_url")
    String imageUrl = "";

    @Column(name = "needs_review")
    boolean needsReview;

    @Version
    long version;
}
