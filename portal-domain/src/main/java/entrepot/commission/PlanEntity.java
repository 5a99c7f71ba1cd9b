package entrepot.commission;

import entrepot.kernel.TenantId;
import entrepot.platform.sql.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** An approved plan. Written when it is approved and never changed. */
@Entity
@Table(name = "commission_plan")
class PlanEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "commission_plan_seq")
    @SequenceGenerator(name = "commission_plan_seq", sequenceName = "commission_plan_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    /** The {@link Plan} as JSON: approved as a whole, kept as a whole. */
    @Column(updatable = false)
    String content;

    @Column(name = "valid_from", updatable = false)
    Instant validFrom;

    PlanEntity() {
        // for JPA
    }

    PlanEntity(TenantId tenant, Plan plan, Instant validFrom) {
        this.tenantId = tenant.value();
        this.code = plan.code();
        this.content = Json.of(plan).text();
        this.validFrom = validFrom;
    }

    Plan plan() {
        return new Json(content).as(Plan.class);
    }
}
