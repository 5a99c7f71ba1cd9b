package entrepot.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** One picture of a product, by its address. */
@Entity(name = "ProductImage")
@Table(name = "product_image")
@SequenceGenerator(name = "product_image_seq", sequenceName = "product_image_seq", allocationSize = 50)
class ProductImageEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "product_image_seq")
    Long id;

    @Column(name = "tenant_id")
    long tenantId;

    @Column(name = "product_id")
    long productId;

    int position;
    String url;
    String alt = "";
}
