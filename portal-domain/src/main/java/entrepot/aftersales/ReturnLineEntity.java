package entrepot.aftersales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

@Entity
@Table(name = "aftersales_return_line")
class ReturnLineEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "aftersales_return_line_seq")
    @SequenceGenerator(name = "aftersales_return_line_seq", sequenceName = "aftersales_return_line_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(name = "return_id", updatable = false)
    long returnId;

    /** The number of the consignment's line. */
    @Column(name = "line_no", updatable = false)
    int lineNo;

    @Column(updatable = false)
    String sku;

    @Column(updatable = false)
    String title;

    @Column(name = "variant_id", updatable = false)
    long variantId;

    @Column(updatable = false)
    int quantity;

    /** How many of them are the dealer's own. */
    @Column(updatable = false)
    int own;

    /** What the member paid for them. */
    @Column(name = "paid_minor", updatable = false)
    long paidMinor;

    @Column(updatable = false)
    String currency;

    /** Pieces that are back; null until goods are there. */
    Integer came;

    @Column(name = "refunded_minor")
    Long refundedMinor;

    /** What a dealer at fault bore of a price reduction; negative where pieces that came later took it up again; null until it is refunded. */
    @Column(name = "dealer_minor")
    Long dealerMinor;

    ReturnLineEntity() {
        // for JPA
    }

    /** The dealer's own among those that came: consigned pieces left first, so they count as back first. */
    int ownCame() {
        return Math.max(0, came - (quantity - own));
    }
}
