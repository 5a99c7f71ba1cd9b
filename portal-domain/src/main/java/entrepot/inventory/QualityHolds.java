package entrepot.inventory;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pieces set apart for their quality: they leave the pile that is sold from and wait, until somebody finds them good or writes
 * them off. Headquarters' goods are written off by two persons, a dealer's own by the dealer, or by two of headquarters.
 */
@ApplicationScoped
@UseCases
public class QualityHolds {

    /** The kind of proposals to write off. */
    public static final String KIND = "stock-write-off";
    private static final int LIST_MAX = 201;
    private static final String THING = "hold";
    private static final String SELECT = """
            select h.id, h.code, h.warehouse_id, h.variant_id, h.owner_id, h.own, h.quantity, h.reason, h.document, h.state,
                   h.proposal, h.by_name, h.at, h.closed_at
              from stock_hold h
             where h.tenant_id = ? and (?::bigint is null or exists (
                   select from warehouse w where w.tenant_id = h.tenant_id and w.id = h.warehouse_id and w.owner_id = ?))""";

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Proposals proposals;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Variants variants;

    @Inject
    private Piles piles;

    @Inject
    private Idempotency idempotency;

    /** What a key remembers. */
    private record Written(String code) {
    }

    private record Raw(long id, String code, WarehouseId warehouse, VariantId variant, OrganisationId owner, boolean own,
                       int quantity, String reason, String document, HoldState state, String proposal, String by,
                       Instant at, Instant closedAt) {
    }

    /** What a proposal to write off holds. */
    record Content(String hold) {
    }

    /**
     * Takes free pieces out of a pile. A dealer may set headquarters' goods apart too: what is faulty must not be sold.
     *
     * @throws Problem INSUFFICIENT_STOCK, FIELD_MISSING without a reason, SKU_UNKNOWN, NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public QualityHold setApart(Actor actor, Pile pile, int quantity, String reason) {
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
        Warehouse there = warehouses.byCode(actor, pile.warehouse());
        VariantId variant = piles.scanned(actor, pile.sku()).id();
        OrganisationId owner = piles.owner(actor, there, pile.own());
        String code = numbering.next("QH");
        piles.bookAll(actor, new Piles.Booking(there, Piles.Rule.FROM_FREE, Movement.Reason.SET_APART, code + " " + reason.strip()),
                List.of(new Piles.Change(variant, owner, -Piles.checked(quantity))));
        return keep(actor, code, there, variant, owner, quantity, reason.strip(), "");
    }

    /** Sets apart once a key. @throws Problem as {@link #setApart(Actor, Pile, int, String)} */
    @Requires(InventoryPermission.CHANGE)
    public QualityHold setApart(Actor actor, Pile pile, int quantity, String reason, String key) {
        record Command(Pile pile, int quantity, String reason) {
        }
        return get(actor, idempotency.once(actor, "quality-holds.set-apart", key, new Command(pile, quantity, reason), Written.class,
                () -> new Written(setApart(actor, pile, quantity, reason).code())).code());
    }

    /** Pieces that came faulty: they never lay with the good ones. */
    void arriveApart(Actor actor, Warehouse there, VariantId variant, OrganisationId owner, int quantity, String document) {
        piles.begin(actor, there, List.of(new Piles.Change(variant, owner, 0)));
        keep(actor, numbering.next("QH"), there, variant, owner, quantity, document, document);
    }

    private QualityHold keep(Actor actor, String code, Warehouse there, VariantId variant, OrganisationId owner, int quantity,
                             String reason, String document) {
        sql.update("""
                insert into stock_hold (tenant_id, id, code, warehouse_id, variant_id, owner_id, own, quantity, reason, document,
                                        state, by_name, at)
                values (?, nextval('stock_hold_seq'), ?, ?, ?, ?, ?, ?, ?, ?, 'SET_APART', ?, ?)""", actor.tenant(), code,
                there.id(), variant, owner, Piles.isOwn(there, owner), quantity, reason, document, actor.name(), clock.now());
        history.record(actor, THING, code, null, HoldState.SET_APART, reason);
        return get(actor, code);
    }

    /** They are good after all: back to the pile. @throws Problem ILLEGAL_TRANSITION, FIELD_MISSING without a reason */
    @Requires(InventoryPermission.CHANGE)
    public QualityHold release(Actor actor, String code, String why) {
        if (why == null || why.isBlank()) {
            throw Problem.missing("reason");
        }
        Raw raw = locked(actor, code);
        HoldState.TRANSITIONS.check(raw.state(), HoldState.RELEASED);
        piles.bookAll(actor, new Piles.Booking(warehouses.get(actor, raw.warehouse()), Piles.Rule.DIFFERENCE,
                Movement.Reason.FREED, code + " " + why.strip()), List.of(new Piles.Change(raw.variant(), raw.owner(), raw.quantity())));
        return to(actor, raw, HoldState.RELEASED, null, why);
    }

    /**
     * They are lost: a dealer writes its own off. Of headquarters', and where headquarters says it of a dealer's, it becomes a
     * proposal for another person of headquarters.
     *
     * @throws Problem ILLEGAL_TRANSITION, FIELD_MISSING without a reason
     */
    @Requires(InventoryPermission.CHANGE)
    public QualityHold writeOff(Actor actor, String code, String why) {
        if (why == null || why.isBlank()) {
            throw Problem.missing("reason");
        }
        Raw raw = locked(actor, code);
        if (Piles.isAlone(actor, warehouses.get(actor, raw.warehouse()), raw.owner())) {
            return to(actor, raw, HoldState.WRITTEN_OFF, null, why);
        }
        HoldState.TRANSITIONS.check(raw.state(), HoldState.WRITE_OFF_PROPOSED);
        QualityHold hold = get(actor, code);
        String proposal = proposals.propose(actor, KIND, code, hold.sku() + " · " + hold.warehouse().name(), new Content(code),
                List.of(new Proposal.Effect("stock.written-off", "", Integer.toString(hold.quantity()))), why.strip());
        return to(actor, raw, HoldState.WRITE_OFF_PROPOSED, proposal, why);
    }

    /** A second person agrees. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, ILLEGAL_TRANSITION */
    @Requires(InventoryPermission.CONFIRM)
    public QualityHold approve(Actor actor, String code) {
        Raw raw = locked(actor, code);
        HoldState.TRANSITIONS.check(raw.state(), HoldState.WRITTEN_OFF);
        if (raw.proposal() == null) {
            throw Problem.notFound("proposal", code);
        }
        proposals.approve(actor, raw.proposal());
        return to(actor, raw, HoldState.WRITTEN_OFF, raw.proposal(), "");
    }

    /** A second person does not agree: they wait again. @throws Problem ILLEGAL_TRANSITION where nobody proposed it, OWN_PROPOSAL, REASON_NEEDED */
    @Requires(InventoryPermission.CONFIRM)
    public QualityHold reject(Actor actor, String code, String why) {
        Raw raw = locked(actor, code);
        HoldState.TRANSITIONS.check(raw.state(), HoldState.SET_APART);
        proposals.reject(actor, raw.proposal(), why);
        return to(actor, raw, HoldState.SET_APART, null, why);
    }

    /** @throws Problem NOT_FOUND, also for what lies in another's warehouse */
    @Requires(InventoryPermission.VIEW)
    public QualityHold get(Actor actor, String code) {
        return holds(actor, List.of(raw(actor, code, ""))).get(0);
    }

    /** The proposal that waits about it, for who decides it. */
    @Requires(InventoryPermission.VIEW)
    public Proposal proposal(Actor actor, String code) {
        String proposal = raw(actor, code, "").proposal();
        if (proposal == null) {
            throw Problem.notFound("proposal", code);
        }
        return proposals.get(actor, proposal);
    }

    /** The time line, oldest first. */
    @Requires(InventoryPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        raw(actor, code, "");
        return history.of(actor, THING, code);
    }

    /** Those in the actor's warehouses, newest first. @param open only those that still wait */
    @Requires(InventoryPermission.VIEW)
    public List<QualityHold> list(Actor actor, boolean open, String afterCode, int limit) {
        return holds(actor, sql.list(SELECT + """
                 and (not ? or h.state in ('SET_APART', 'WRITE_OFF_PROPOSED'))
                 and (?::text is null or h.id < (select a.id from stock_hold a where a.tenant_id = h.tenant_id and a.code = ?))
                 order by h.id desc limit ?""", QualityHolds::raw, actor.tenant(), actor.scope(), actor.scope(), open,
                afterCode, afterCode, Math.min(limit, LIST_MAX)));
    }

    private QualityHold to(Actor actor, Raw raw, HoldState next, String proposal, String why) {
        HoldState.TRANSITIONS.check(raw.state(), next);
        boolean over = HoldState.TRANSITIONS.next(next).isEmpty();
        sql.update("update stock_hold set state = ?, proposal = ?, closed_at = ? where tenant_id = ? and id = ?", next, proposal,
                over ? clock.now() : null, actor.tenant(), raw.id());
        history.record(actor, THING, raw.code(), raw.state(), next, why);
        return get(actor, raw.code());
    }

    private Raw locked(Actor actor, String code) {
        return raw(actor, code, " for update of h");
    }

    private Raw raw(Actor actor, String code, String how) {
        return sql.first(SELECT + " and h.code = ?" + how, QualityHolds::raw, actor.tenant(), actor.scope(), actor.scope(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    private List<QualityHold> holds(Actor actor, List<Raw> rows) {
        Map<WarehouseId, Warehouse> seen = warehouses.list(actor).stream()
                .collect(Collectors.toMap(Warehouse::id, Function.identity()));
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().map(Raw::variant).distinct().toList());
        return rows.stream().map(r -> new QualityHold(r.code(), seen.get(r.warehouse()), known.get(r.variant()).sku(),
                known.get(r.variant()).name(), r.own(), r.quantity(), r.reason(), r.document(), r.state(), r.proposal(), r.by(),
                r.at(), r.closedAt())).toList();
    }

    private static Raw raw(Row row) {
        return new Raw(row.number("id"), row.text("code"), new WarehouseId(row.number("warehouse_id")),
                new VariantId(row.number("variant_id")), new OrganisationId(row.number("owner_id")), row.flag("own"),
                row.integer("quantity"), row.text("reason"), row.text("document"), row.oneOf(HoldState.class, "state"),
                row.text("proposal"), row.text("by_name"), row.instant("at"), row.instant("closed_at"));
    }
}
