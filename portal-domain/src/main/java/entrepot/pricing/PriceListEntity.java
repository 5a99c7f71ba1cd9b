package entrepot.pricing;

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

/** The head of a price list; its items are counted, hashed and never change. */
@Entity(name = "PriceList")
@Table(name = "price_list")
@SequenceGenerator(name = "price_list_seq", sequenceName = "price_list_seq", allocationSize = 50)
class PriceListEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "price_list_seq")
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    @Column(updatable = false)
    String tier;

    @Enumerated(EnumType.STRING)
    PriceListState state;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(updatable = false)
    String currency;

    @Column(updatable = false)
    int items;

    @Column(name = "items_hash", updatable = false)
    String itemsHash;

    @Column(name = "proposal_code", updatable = false)
    String proposalCode;

    @Version
    long version;

    PriceList view() {
        return new PriceList(code, tier, state, validFrom, items, proposalCode);
    }
}
