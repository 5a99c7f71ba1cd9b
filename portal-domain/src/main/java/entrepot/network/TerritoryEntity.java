package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

@Entity
@Table(name = "territory")
class TerritoryEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "territory_seq")
    @SequenceGenerator(name = "territory_seq", sequenceName = "territory_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(name = "organisation_id", updatable = false)
    long organisationId;

    String province;

    TerritoryEntity() {
        // for JPA
    }

    TerritoryEntity(TenantId tenant, OrganisationId organisation, String province) {
        this.tenantId = tenant.value();
        this.organisationId = organisation.value();
        this.province = province;
    }

    Territory view() {
        return new Territory(new OrganisationId(organisationId), province);
    }
}
