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

/** A human. */
@Entity
@Table(name = "person")
class PersonEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "person_seq")
    @SequenceGenerator(name = "person_seq", sequenceName = "person_seq", allocationSize = 50)
    private Long id;
    @Column(name = "tenant_id")
    private long tenant;
    private String name;
    @Column(name = "created_at")
    private Instant createdAt;
    @Version
    private long version;

    protected PersonEntity() {
    }

    PersonEntity(long tenant, String name, Instant createdAt) {
        this.tenant = tenant;
        this.name = name;
        this.createdAt = createdAt;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }
}
