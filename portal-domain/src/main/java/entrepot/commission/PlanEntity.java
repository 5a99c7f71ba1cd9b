package entrepot.commission;

import entrepot.kernel.TenantId;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An approved plan. Written when it is approved and never changed. */
@Entity
@Table(name = "commission_plan")
class PlanEntity {

    /** What was read once need not be read again: a text is always the same plan. */
    private static final Map<String, Plan> PARSED = new ConcurrentHashMap<>();
    private static final int PARSED_MAX = 200;

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

    @Column(name = "content_hash", updatable = false)
    String contentHash;

    @Column(name = "simulation_id", updatable = false)
    Long simulationId;

    @Column(name = "maker_person_id", updatable = false)
    Long makerPersonId;

    @Column(name = "maker_name", updatable = false)
    String makerName = "";

    @Column(name = "checker_person_id", updatable = false)
    Long checkerPersonId;

    @Column(name = "checker_name", updatable = false)
    String checkerName = "";

    @Column(updatable = false)
    String reason = "";

    @Column(name = "based_on", updatable = false)
    String basedOn = "";

    @Column(name = "valid_from", updatable = false)
    Instant validFrom;

    PlanEntity() {
        // for JPA
    }

    PlanEntity(TenantId tenant, Plan plan, Instant validFrom) {
        this.tenantId = tenant.value();
        this.code = plan.code();
        this.content = Json.of(plan).text();
        this.contentHash = hash(content);
        this.validFrom = validFrom;
    }

    Plan plan() {
        return parsed(content);
    }

    static Plan parsed(String content) {
        if (PARSED.size() > PARSED_MAX) {
            PARSED.clear();
        }
        return PARSED.computeIfAbsent(content, text -> new Json(text).as(Plan.class));
    }

    static String hash(String content) {
        return Tokens.sha256(content);
    }
}
