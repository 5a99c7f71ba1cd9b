package entrepot.onboarding;

import entrepot.kernel.TenantId;
import entrepot.network.Ability;
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
import java.util.EnumSet;
import java.util.Set;

@Entity
@Table(name = "application")
class ApplicationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "application_seq")
    @SequenceGenerator(name = "application_seq", sequenceName = "application_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    /** SHA-256 of the token in the applicant's link. */
    @Column(name = "token_hash", updatable = false)
    String tokenHash;

    @Enumerated(EnumType.STRING)
    ApplicationState state;

    boolean sells;

    @Column(name = "holds_stock")
    boolean holdsStock;

    boolean franchised;

    String company;

    @Column(name = "contact_name")
    String contactName;

    String email;

    String phone;

    String province;

    String city;

    String territory;

    @Column(name = "upline_code")
    String uplineCode;

    String channel;

    String message;

    String language;

    String question = "";

    String answer = "";

    String reason = "";

    @Column(name = "applied_at", updatable = false)
    Instant appliedAt;

    @Column(name = "decided_by")
    String decidedBy;

    @Column(name = "decided_at")
    Instant decidedAt;

    @Column(name = "member_code")
    String memberCode;

    @Version
    int version;

    ApplicationEntity() {
        // for JPA
    }

    ApplicationEntity(TenantId tenant, String code, String tokenHash) {
        this.tenantId = tenant.value();
        this.code = code;
        this.tokenHash = tokenHash;
        this.state = ApplicationState.WAITING;
    }

    void setAbilities(Set<Ability> abilities) {
        sells = abilities.contains(Ability.SELLS);
        holdsStock = abilities.contains(Ability.HOLDS_STOCK);
        franchised = abilities.contains(Ability.FRANCHISED);
    }

    Set<Ability> abilities() {
        Set<Ability> abilities = EnumSet.noneOf(Ability.class);
        if (sells) {
            abilities.add(Ability.SELLS);
        }
        if (holdsStock) {
            abilities.add(Ability.HOLDS_STOCK);
        }
        if (franchised) {
            abilities.add(Ability.FRANCHISED);
        }
        return abilities;
    }

    Application view() {
        return new Application(code, state, abilities(), company, contactName, email, phone, province, city, territory,
                uplineCode, channel, message, language, question, answer, reason, appliedAt, decidedBy, decidedAt,
                memberCode);
    }

    ApplicationStatus status() {
        return new ApplicationStatus(code, state, company, question, answer, reason, appliedAt, decidedAt);
    }
}
