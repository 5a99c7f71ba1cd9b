package entrepot.network;

import entrepot.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;

/** One dated version of a tier's terms: the newest that has begun counts, older ones are kept. */
@Entity
@Table(name = "tier")
class TierEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "tier_seq")
    @SequenceGenerator(name = "tier_seq", sequenceName = "tier_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    String code;

    String name;

    @Column(name = "rank_no")
    int rank;

    @Column(name = "discount_percent")
    BigDecimal discountPercent;

    @Column(name = "band_low_percent")
    BigDecimal bandLowPercent;

    @Column(name = "band_high_percent")
    BigDecimal bandHighPercent;

    @Column(name = "valid_from")
    LocalDate validFrom;

    /** False for the examples that a tenant is founded with, until headquarters has confirmed them. */
    boolean confirmed;

    TierEntity() {
        // for JPA
    }

    TierEntity(TenantId tenant, int rank, String code, String name, int discountPercent, LocalDate validFrom) {
        this.tenantId = tenant.value();
        this.rank = rank;
        this.code = code;
        this.name = name;
        this.discountPercent = BigDecimal.valueOf(discountPercent);
        this.bandLowPercent = BigDecimal.valueOf(90);
        this.bandHighPercent = BigDecimal.valueOf(110);
        this.validFrom = validFrom;
    }

    Tier view() {
        return new Tier(code, name, discountPercent, bandLowPercent, bandHighPercent, rank, validFrom, confirmed);
    }
}
