package entrepot.aftersales;

import entrepot.kernel.TenantId;
import entrepot.tracking.Verdict;
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
@Table(name = "aftersales_return")
class ReturnEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "aftersales_return_seq")
    @SequenceGenerator(name = "aftersales_return_seq", sequenceName = "aftersales_return_seq", allocationSize = 50)
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    @Column(updatable = false)
    String code;

    @Enumerated(EnumType.STRING)
    ReturnState state = ReturnState.OPENED;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    ReturnReason reason;

    @Column(updatable = false)
    String text;

    @Column(name = "consignment_code", updatable = false)
    String consignment;

    @Column(name = "order_code", updatable = false)
    String order;

    @Column(name = "sub_shop_name", updatable = false)
    String subShopName;

    @Column(name = "seller_id", updatable = false)
    long sellerId;

    @Column(name = "dealer_id", updatable = false)
    Long dealerId;

    @Column(name = "delivered_at", updatable = false)
    Instant deliveredAt;

    @Column(name = "opened_at", updatable = false)
    Instant openedAt;

    @Column(name = "opened_by", updatable = false)
    String openedBy;

    /** The {@link Judgement} as JSON; null until there is one. */
    String judgement;

    @Enumerated(EnumType.STRING)
    Verdict.Bearer bearer;

    /** Who runs the warehouse where goods are to come back, or came; null where they stay. */
    @Column(name = "back_to_id")
    Long backToId;

    @Column(name = "judged_by")
    String judgedBy;

    @Column(name = "judged_at")
    Instant judgedAt;

    @Column(name = "sent_carrier")
    String sentCarrier;

    @Column(name = "sent_number")
    String sentNumber;

    @Column(name = "sent_at")
    Instant sentAt;

    /** The code of the warehouse that took goods in. */
    @Column(name = "came_to")
    String cameTo;

    @Column(name = "came_held")
    boolean cameHeld;

    @Column(name = "came_text")
    String cameText;

    @Column(name = "came_by")
    String cameBy;

    @Column(name = "came_at")
    Instant cameAt;

    /** The {@link Effect} as JSON; null until it is refunded. */
    String effect;

    @Column(name = "refunded_at")
    Instant refundedAt;

    @Version
    int version;

    ReturnEntity() {
        // for JPA
    }

    ReturnEntity(TenantId tenant, String code) {
        this.tenantId = tenant.value();
        this.code = code;
    }
}
