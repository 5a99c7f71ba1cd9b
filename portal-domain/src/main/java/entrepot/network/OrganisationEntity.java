package entrepot.network;

import entrepot.kernel.OrganisationId;
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
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

@Entity
@Table(name = "organisation")
class OrganisationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "organisation_seq")
    @SequenceGenerator(name = "organisation_seq", sequenceName = "organisation_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    String name;

    @Column(updatable = false)
    boolean headquarters;

    boolean sells;

    @Column(name = "holds_stock")
    boolean holdsStock;

    boolean franchised;

    @Column(name = "upline_id")
    Long uplineId;

    String tier;

    @Enumerated(EnumType.STRING)
    OrganisationState state;

    String province;

    String city;

    @Column(name = "contact_name")
    String contactName;

    String email;

    String phone;

    @Column(name = "tax_profile")
    String taxProfile;

    @Column(name = "product_lines")
    String productLines;

    @Column(name = "contract_from")
    LocalDate contractFrom;

    @Column(name = "contract_to")
    LocalDate contractTo;

    Instant since;

    @Version
    int version;

    OrganisationEntity() {
        // for JPA
    }

    OrganisationEntity(TenantId tenant, String code) {
        this.tenantId = tenant.value();
        this.code = code;
        this.state = OrganisationState.ACTIVE;
        this.taxProfile = ""; // not known
        this.productLines = "";
    }

    void setAbilities(Set<Ability> abilities) {
        sells = abilities.contains(Ability.SELLS);
        holdsStock = abilities.contains(Ability.HOLDS_STOCK);
        franchised = abilities.contains(Ability.FRANCHISED);
    }

    Organisation view() {
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
        return new Organisation(new OrganisationId(id), code, name, headquarters, abilities,
                uplineId == null ? null : new OrganisationId(uplineId), tier, state.name(), province, city, since);
    }
}
