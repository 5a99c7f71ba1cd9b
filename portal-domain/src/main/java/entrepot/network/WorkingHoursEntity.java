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
import java.time.LocalTime;

/** One dated version of the week's working hours: the newest that has begun counts. */
@Entity
@Table(name = "working_hours")
class WorkingHoursEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "working_hours_seq")
    @SequenceGenerator(name = "working_hours_seq", sequenceName = "working_hours_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(name = "valid_from")
    LocalDate validFrom;

    /** The working weekdays as ISO digits: 12345 is Monday to Friday. */
    String weekdays;

    @Column(name = "opens_at")
    LocalTime opensAt;

    @Column(name = "closes_at")
    LocalTime closesAt;

    /** False for the example that a tenant is founded with. */
    boolean confirmed;

    WorkingHoursEntity() {
        // for JPA
    }

    WorkingHoursEntity(TenantId tenant, LocalDate validFrom, String weekdays, LocalTime opensAt, LocalTime closesAt) {
        this.tenantId = tenant.value();
        this.validFrom = validFrom;
        this.weekdays = weekdays;
        this.opensAt = opensAt;
        this.closesAt = closesAt;
    }
}
