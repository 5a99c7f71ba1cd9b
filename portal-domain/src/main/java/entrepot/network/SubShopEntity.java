package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.SubShopId;
import entrepot.kernel.TenantId;
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

@Entity
@Table(name = "sub_shop")
class SubShopEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "sub_shop_seq")
    @SequenceGenerator(name = "sub_shop_seq", sequenceName = "sub_shop_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    @Column(name = "organisation_id", updatable = false)
    long organisationId;

    String name;

    @Enumerated(EnumType.STRING)
    Channel channel;

    String currency;

    @Enumerated(EnumType.STRING)
    SubShopState state;

    /** While it is stopped: whether headquarters did, and who. */
    @Column(name = "stopped_by_headquarters")
    boolean stoppedByHeadquarters;

    @Column(name = "stopped_by_person_id")
    Long stoppedByPerson;

    @Column(name = "opened_at", updatable = false)
    Instant openedAt;

    /** Its orders are practice: no stock, no money, no parcel. */
    boolean practice;

    @Version
    int version;

    SubShopEntity() {
        // for JPA
    }

    SubShopEntity(TenantId tenant, String code, OrganisationId organisation) {
        this.tenantId = tenant.value();
        this.code = code;
        this.organisationId = organisation.value();
        this.state = SubShopState.OPEN;
    }

    SubShop view() {
        return new SubShop(new SubShopId(id), code, new OrganisationId(organisationId), name, channel.name(), currency,
                state.name(), practice);
    }
}
