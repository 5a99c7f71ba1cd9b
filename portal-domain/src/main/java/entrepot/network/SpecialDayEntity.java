package entrepot.network;

import entrepot.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** A day that is not as its weekday says: a holiday, or a make-up day that is worked. */
@Entity
@Table(name = "special_day")
class SpecialDayEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "special_day_seq")
    @SequenceGenerator(name = "special_day_seq", sequenceName = "special_day_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(name = "special_date")
    LocalDate day;

    boolean worked;

    String name;

    /** False for the examples that a tenant is founded with. */
    boolean confirmed;

    SpecialDayEntity() {
        // for JPA
    }

    SpecialDayEntity(TenantId tenant, LocalDate day, boolean worked, String name) {
        this.tenantId = tenant.value();
        this.day = day;
        this.worked = worked;
        this.name = name;
    }
}
