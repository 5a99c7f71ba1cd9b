package entrepot.aftersales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "aftersales_return_photo")
class ReturnPhotoEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "aftersales_return_photo_seq")
    @SequenceGenerator(name = "aftersales_return_photo_seq", sequenceName = "aftersales_return_photo_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(name = "return_id", updatable = false)
    long returnId;

    @Column(name = "file_code", updatable = false)
    String file;

    @Column(name = "file_type", updatable = false)
    String type;

    @Column(name = "added_by", updatable = false)
    String addedBy;

    @Column(name = "added_at", updatable = false)
    Instant addedAt;

    ReturnPhotoEntity() {
        // for JPA
    }
}
