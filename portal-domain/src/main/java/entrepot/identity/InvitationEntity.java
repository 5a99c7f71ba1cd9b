package entrepot.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** A link by which somebody sets a password, once. The token itself is in the letter only. */
@Entity
@Table(name = "invitation")
class InvitationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "invitation_seq")
    @SequenceGenerator(name = "invitation_seq", sequenceName = "invitation_seq", allocationSize = 50)
    private Long id;
    @Column(name = "tenant_id")
    private long tenant;
    @Column(name = "user_id")
    private long userId;
    @Column(name = "token_hash")
    private String tokenHash;
    @Column(name = "expires_at")
    private Instant expiresAt;
    @Column(name = "used_at")
    private Instant usedAt;
    @Column(name = "invited_by")
    private String invitedBy;
    @Column(name = "created_at")
    private Instant createdAt;
    @Version
    private long version;

    protected InvitationEntity() {
    }

    InvitationEntity(long tenant, long userId, String tokenHash, Instant expiresAt, String invitedBy, Instant createdAt) {
        this.tenant = tenant;
        this.userId = userId;
        this.tokenHash = tokenHash;
        this.expiresAt = expiresAt;
        this.invitedBy = invitedBy;
        this.createdAt = createdAt;
    }

    long userId() {
        return userId;
    }

    boolean isOpen(Instant now) {
        return usedAt == null && now.isBefore(expiresAt);
    }

    void use(Instant now) {
        this.usedAt = now;
    }
}
