package entrepot.commission;

import entrepot.kernel.TenantId;
import entrepot.platform.sql.Json;
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
import java.time.LocalDate;

/** A plan while people write it. */
@Entity
@Table(name = "commission_draft")
class DraftEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "commission_draft_seq")
    @SequenceGenerator(name = "commission_draft_seq", sequenceName = "commission_draft_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    String content;

    @Column(name = "content_hash")
    String contentHash;

    @Column(name = "valid_from")
    LocalDate validFrom;

    @Column(name = "based_on", updatable = false)
    String basedOn;

    @Enumerated(EnumType.STRING)
    DraftState state;

    @Column(name = "proposal_code")
    String proposalCode;

    @Column(name = "editor_name")
    String editorName;

    @Column(name = "edited_at")
    Instant editedAt;

    @Version
    long version;

    DraftEntity() {
        // for JPA
    }

    DraftEntity(TenantId tenant, Plan plan, String basedOn, LocalDate from) {
        this.tenantId = tenant.value();
        this.code = plan.code();
        this.basedOn = basedOn;
        this.state = DraftState.DRAFT;
        this.validFrom = from;
        hold(plan);
    }

    final void hold(Plan plan) {
        content = Json.of(plan).text();
        contentHash = PlanEntity.hash(content);
    }

    PlanDraft view() {
        return new PlanDraft(PlanEntity.parsed(content), validFrom, basedOn, state, contentHash, proposalCode, editorName, editedAt, version);
    }
}
