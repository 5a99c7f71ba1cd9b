package entrepot.identity;

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

/** What a user is in an organisation. */
@Entity
@Table(name = "membership")
class MembershipEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "membership_seq")
    @SequenceGenerator(name = "membership_seq", sequenceName = "membership_seq", allocationSize = 50)
    private Long id;
    @Column(name = "tenant_id")
    private long tenant;
    @Column(name = "user_id")
    private long userId;
    @Column(name = "organisation_id")
    private long organisationId;
    @Enumerated(EnumType.STRING)
    private Role role;
    @Column(name = "created_at")
    private Instant createdAt;
    @Version
    private long version;

    protected MembershipEntity() {
    }

    MembershipEntity(long tenant, long userId, long organisationId, Role role, Instant createdAt) {
        this.tenant = tenant;
        this.userId = userId;
        this.organisationId = organisationId;
        this.role = role;
        this.createdAt = createdAt;
    }

    long organisationId() {
        return organisationId;
    }

    Role role() {
        return role;
    }
}
