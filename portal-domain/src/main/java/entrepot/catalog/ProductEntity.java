package entrepot.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** A product as people edit it. */
@Entity(name = "Product")
@Table(name = "product")
@SequenceGenerator(name = "product_seq", sequenceName = "product_seq", allocationSize = 50)
class ProductEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "product_seq")
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String handle;

    String title;
    String description = "";
    String vendor = "";
    String category = "";
    String tags = "";

    @Enumerated(EnumType.STRING)
    ProductState state;

    @Column(name = "option1_name")
    String option1Name = "";

    @Column(name = "option2_name")
    String option2Name = "";

    @Column(name = "option3_name")
    String option3Name = "";

    @Column(updatable = false)
    Instant since;

    @Version
    long version;
}
