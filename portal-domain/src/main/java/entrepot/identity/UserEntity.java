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

/** How a person signs in. */
@Entity
@Table(name = "user_account")
class UserEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "user_account_seq")
    @SequenceGenerator(name = "user_account_seq", sequenceName = "user_account_seq", allocationSize = 50)
    private Long id;
    @Column(name = "tenant_id")
    private long tenant;
    private String code;
    @Column(name = "person_id")
    private long personId;
    private String login;
    @Column(name = "password_hash")
    private String passwordHash;
    private String language;
    private boolean enabled;
    @Column(name = "created_at")
    private Instant createdAt;
    @Version
    private long version;

    protected UserEntity() {
    }

    UserEntity(long tenant, String code, long personId, String login, String language, Instant createdAt) {
        this.tenant = tenant;
        this.code = code;
        this.personId = personId;
        this.login = login;
        this.language = language;
        this.enabled = true;
        this.createdAt = createdAt;
    }

    long id() {
        return id;
    }

    String code() {
        return code;
    }

    long personId() {
        return personId;
    }

    String login() {
        return login;
    }

    String language() {
        return language;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean isEnabled() {
        return enabled;
    }

    void setPassword(NewPassword password) {
        this.passwordHash = password.hash();
    }

    void speak(String language) {
        this.language = language;
    }

    void disable() {
        this.enabled = false;
    }

    void enable() {
        this.enabled = true;
    }
}
