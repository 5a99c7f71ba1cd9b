package entrepot.freight;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A zone as headquarters edits it. */
@Entity(name = "FreightZone")
@Table(name = "freight_zone")
@SequenceGenerator(name = "freight_zone_seq", sequenceName = "freight_zone_seq", allocationSize = 50)
class FreightZoneEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "freight_zone_seq")
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    String name;
    boolean served;
    String refusal = "";

    @Column(name = "base_minor")
    long baseMinor;

    @Column(name = "per_kilogram_minor")
    long perKilogramMinor;

    @Column(updatable = false)
    String currency;

    boolean confirmed;

    @Version
    long version;
}
