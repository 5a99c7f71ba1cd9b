package entrepot.freight;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A place that belongs to a zone. */
@Entity(name = "FreightRegion")
@Table(name = "freight_region")
@SequenceGenerator(name = "freight_region_seq", sequenceName = "freight_region_seq", allocationSize = 50)
class FreightRegionEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "freight_region_seq")
    Long id;

    @Column(name = "tenant_id")
    long tenantId;

    @Column(name = "zone_id")
    long zoneId;

    String country;
    String province = "";

    @Column(name = "postcode_prefix")
    String postcodePrefix = "";
}
