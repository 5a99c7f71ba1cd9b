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
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Purchase lists: written, ordered (from then on their pieces are incoming), received at the door in one delivery or several,
 * put away. More than was ordered is refused unless somebody says why it is taken all the same.
 */
@ApplicationScoped
@UseCases
public class Purchases {

    /** Lines of a list at most. */
    public static final int LINES_MAX = 500;
    private static final int LIST_MAX = 201;
    private static final int NAME_MAX = 200;
    private static final String THING = "purchase";
    private static final String SELECT = """
            select p.id, p.code, p.supplier, p.warehouse_id, p.owner_id, p.own, p.note, p.state, p.by_name, p.created_at,
                   p.ordered_at, l.pieces, l.missing, l.expected
              from stock_purchase p
              join lateral (
                  select coalesce(sum(quantity), 0)::integer as pieces,
                         coalesce(sum(greatest(0, quantity - received)), 0)::integer as missing,
                         min(expected_on) filter (where received < quantity) as expected
                    from stock_purchase_line l where l.tenant_id = p.tenant_id and l.purchase_id = p.id) l on true
             where p.tenant_id = ?
               and (?::bigint is null or exists (select from warehouse w where w.tenant_id = p.tenant_id
                                                    and w.owner_id = ? and w.id = p.warehouse_id))""";

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Variants variants;

    @Inject
    private Piles piles;

    @Inject
    private QualityHolds holds;

    @Inject
    private Idempotency idempotency;

    /** What a key remembers. */
    private record Written(String code) {
    }

    private record Head(long id, Purchase purchase, OrganisationId owner) {
    }

    /**
     * Writes a list: headquarters for itself, a dealer for its own goods.
     *
     * @param expectedOn when all of it is to come; null where nobody said
     * @throws Problem NOT_FOUND, NO_LINES, TOO_MANY_LINES, SKU_UNKNOWN
     */
    @Requires(InventoryPermission.CHANGE)
    public Purchase draft(Actor actor, String warehouse, String supplier, LocalDate expectedOn, List<Pieces> lines, String note) {
        Warehouse there = warehouses.byCode(actor, warehouse);
        boolean own = !actor.headquarters();
        String code = numbering.next("PUR");
        sql.update("""
                insert into stock_purchase (tenant_id, id, code, supplier, warehouse_id, owner_id, own, note, state, by_name,
                                            created_at)
                values (?, nextval('stock_purchase_seq'), ?, ?, ?, ?, ?, ?, 'DRAFT', ?, ?)""", actor.tenant(), code,
                name(supplier), there.id(), piles.owner(actor, there, own), own, note == null ? "" : note.strip(),
                actor.name(), clock.now());
        history.record(actor, THING, code, null, PurchaseState.DRAFT, note);
        return rewrite(actor, code, supplier, expectedOn, lines);
    }

    /** Writes one once a key. @throws Problem as {@link #draft(Actor, String, String, LocalDate, List, String)} */
    @Requires(InventoryPermission.CHANGE)
    public Purchase draft(Actor actor, String warehouse, String supplier, LocalDate expectedOn, List<Pieces> lines, String note, String key) {
        record Command(String warehouse, String supplier, LocalDate expectedOn, List<Pieces> lines, String note) {
        }
        return get(actor, idempotency.once(actor, "purchases.draft", key, new Command(warehouse, supplier, expectedOn, lines, note), Written.class,
                () -> new Written(draft(actor, warehouse, supplier, expectedOn, lines, note).code())).code());
    }

    /** Writes a draft anew. @throws Problem ILLEGAL_TRANSITION once it is ordered, NO_LINES, TOO_MANY_LINES, SKU_UNKNOWN */
    @Requires(InventoryPermission.CHANGE)
    public Purchase rewrite(Actor actor, String code, String supplier, LocalDate expectedOn, List<Pieces> lines) {
        Head head = changeable(actor, code);
        PurchaseState.TRANSITIONS.check(head.purchase().state(), PurchaseState.ORDERED);
        Map<VariantId, Integer> wanted = Documents.lines(actor, variants, lines, LINES_MAX);
        sql.update("update stock_purchase set supplier = ? where tenant_id = ? and id = ?", name(supplier), actor.tenant(), head.id());
        sql.update("delete from stock_purchase_line where tenant_id = ? and purchase_id = ?", actor.tenant(), head.id());
        sql.update("""
                insert into stock_purchase_line (tenant_id, purchase_id, variant_id, quantity, expected_on)
                select ?, ?, v, n, ?::date from unnest(?, ?) l(v, n)""", actor.tenant(), head.id(), expectedOn,
                Documents.ids(wanted), Documents.numbers(wanted));
        return get(actor, code);
    }

    /** Adds pieces to the newest draft for that warehouse, or begins one: how replenishment proposals are taken over. */
    @Requires(InventoryPermission.CHANGE)
    public Purchase add(Actor actor, String warehouse, String supplier, List<Pieces> lines, String note) {
        Warehouse there = warehouses.byCode(actor, warehouse);
        String draft = sql.first("""
                select code from stock_purchase where tenant_id = ? and warehouse_id = ? and owner_id = ? and state = 'DRAFT'
                 order by id desc limit 1""", row -> row.text("code"), actor.tenant(), there.id(),
                piles.owner(actor, there, !actor.headquarters())).orElse(null);
        if (draft == null) {
            return draft(actor, warehouse, supplier, null, lines, note);
        }
        Purchase now = get(actor, draft);
        List<Pieces> all = new ArrayList<>(now.lines().stream().map(l -> new Pieces(l.sku(), l.quantity())).toList());
        all.addAll(lines);
        return rewrite(actor, draft, now.supplier(), now.expected(), all);
    }

    /** It is sent to the supplier: its pieces are incoming. @throws Problem ILLEGAL_TRANSITION */
    @Requires(InventoryPermission.CHANGE)
    public Purchase order(Actor actor, String code) {
        Head head = changeable(actor, code);
        Purchase whole = whole(actor, head);
        piles.begin(actor, whole.warehouse(),
                whole.lines().stream().map(l -> new Piles.Change(l.variant(), head.owner(), 0)).toList());
        return to(actor, head, PurchaseState.ORDERED, "");
    }

    /** Another day for what has not come. @throws Problem ILLEGAL_TRANSITION where nothing is to come */
    @Requires(InventoryPermission.CHANGE)
    public Purchase expect(Actor actor, String code, LocalDate expectedOn) {
        Head head = changeable(actor, code);
        PurchaseState.TRANSITIONS.check(head.purchase().state(), PurchaseState.RECEIVED);
        sql.update("update stock_purchase_line set expected_on = ? where tenant_id = ? and purchase_id = ? and received < quantity",
                expectedOn, actor.tenant(), head.id());
        return get(actor, code);
    }

    /**
     * A delivery arrives. The same delivery note twice is the same delivery: it changes nothing the second time.
     *
     * @param explanation why more is taken than was ordered; empty where it is not. Only a dealer takes more of its own;
     *                    more of headquarters' is for two: see {@link StockDifferences#receive}
     * @param putAway     whether it goes on the shelf at once; else it stands at the door until {@link #putAway}
     * @throws Problem OVER_DELIVERY without an explanation and for what takes two, NO_LINES, SKU_UNKNOWN for what was never ordered, ILLEGAL_TRANSITION
     */
    @Requires(InventoryPermission.CHANGE)
    public Purchase receive(Actor actor, String code, String deliveryNote, List<Purchase.Arrived> arrived, String explanation,
                            boolean putAway) {
        if (deliveryNote == null || deliveryNote.isBlank()) {
            throw Problem.missing("deliveryNote");
        }
        Head head = locked(actor, code);
        Purchase purchase = whole(actor, head);
        if (purchase.receipts().stream().anyMatch(r -> r.deliveryNote().equals(deliveryNote.strip()))) {
            return purchase;
        }
        PurchaseState.TRANSITIONS.check(purchase.state(), PurchaseState.RECEIVED);
        List<Purchase.Arrived> there = arrived.stream().filter(a -> a.quantity() != 0).toList();
        if (there.isEmpty()) {
            throw new Problem(InventoryProblem.NO_LINES);
        }
        String why = explanation == null ? "" : explanation.strip();
        String excess = Piles.isAlone(actor, purchase.warehouse(), head.owner()) ? why : "";
        Map<VariantId, Purchase.Arrived> byVariant = there.stream()
                .collect(Collectors.toMap(a -> checked(purchase, a, excess).variant(), Function.identity(),
                        (one, again) -> {
                            throw Problem.invalid("sku", again.sku());
                        }));
        String receipt = numbering.next("GRN");
        sql.update("""
                with receipt as (
                    insert into stock_receipt (tenant_id, id, code, purchase_id, delivery_note, explanation, state, by_name, at)
                    values (?, nextval('stock_receipt_seq'), ?, ?, ?, ?, 'AT_THE_DOOR', ?, ?) returning id),
                line as (
                    insert into stock_receipt_line (tenant_id, receipt_id, variant_id, quantity, faulty)
                    select ?, receipt.id, v, n, f from receipt, unnest(?, ?, ?) l(v, n, f))
                update stock_purchase_line p set received = p.received + l.n
                  from unnest(?, ?) l(v, n)
                 where p.tenant_id = ? and p.purchase_id = ? and p.variant_id = l.v""",
                actor.tenant(), receipt, head.id(), deliveryNote.strip(), why, actor.name(), clock.now(), actor.tenant(),
                ids(byVariant), numbers(byVariant, Purchase.Arrived::quantity), numbers(byVariant, Purchase.Arrived::faulty),
                ids(byVariant), numbers(byVariant, Purchase.Arrived::quantity), actor.tenant(), head.id());
        boolean complete = whole(actor, head).lines().stream().allMatch(l -> l.missing() == 0);
        to(actor, head, complete ? PurchaseState.RECEIVED : PurchaseState.PARTLY_RECEIVED,
                receipt + (why.isEmpty() ? "" : " " + why));
        return putAway ? putAway(actor, code, receipt) : get(actor, code);
    }

    /** A delivery goes on the shelf; what is faulty is set apart. Harmless the second time. @throws Problem NOT_FOUND */
    @Requires(InventoryPermission.CHANGE)
    public Purchase putAway(Actor actor, String code, String receipt) {
        Head head = locked(actor, code);
        Purchase purchase = whole(actor, head);
        Purchase.Receipt there = purchase.receipts().stream().filter(r -> r.code().equals(receipt)).findFirst()
                .orElseThrow(() -> Problem.notFound("receipt", receipt));
        if (there.putAwayAt() != null) {
            return purchase;
        }
        sql.update("update stock_receipt set state = 'PUT_AWAY', put_away_at = ? where tenant_id = ? and code = ?",
                clock.now(), actor.tenant(), receipt);
        Map<String, VariantId> bySku = purchase.lines().stream()
                .collect(Collectors.toMap(Purchase.Line::sku, Purchase.Line::variant));
        piles.bookAll(actor, new Piles.Booking(purchase.warehouse(), Piles.Rule.DIFFERENCE, Movement.Reason.RECEIVED,
                        receipt + " " + there.deliveryNote()),
                there.pieces().stream().filter(a -> a.quantity() > a.faulty())
                        .map(a -> new Piles.Change(bySku.get(a.sku()), head.owner(), a.quantity() - a.faulty())).toList());
        there.pieces().stream().filter(a -> a.faulty() > 0).forEach(a -> holds.arriveApart(actor, purchase.warehouse(),
                bySku.get(a.sku()), head.owner(), a.faulty(), receipt));
        return get(actor, code);
    }

    /** The rest will not come. @throws Problem ILLEGAL_TRANSITION, FIELD_MISSING without a reason */
    @Requires(InventoryPermission.CHANGE)
    public Purchase close(Actor actor, String code, String why) {
        if (why == null || why.isBlank()) {
            throw Problem.missing("reason");
        }
        return to(actor, changeable(actor, code), PurchaseState.CLOSED, why);
    }

    /** @throws Problem ILLEGAL_TRANSITION once something has come */
    @Requires(InventoryPermission.CHANGE)
    public Purchase cancel(Actor actor, String code, String why) {
        return to(actor, changeable(actor, code), PurchaseState.CANCELLED, why);
    }

    /** @throws Problem NOT_FOUND, also for another's */
    @Requires(InventoryPermission.VIEW)
    public Purchase get(Actor actor, String code) {
        return whole(actor, head(actor, code, ""));
    }

    /** The time line, oldest first. */
    @Requires(InventoryPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        head(actor, code, "");
        return history.of(actor, THING, code);
    }

    /** Those for the actor's warehouses, newest first. @param open only those that are written or of which more is to come */
    @Requires(InventoryPermission.VIEW)
    public List<Purchase> list(Actor actor, boolean open, String afterCode, int limit) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return sql.list(SELECT + """
                 and (not ? or p.state in ('DRAFT', 'ORDERED', 'PARTLY_RECEIVED'))
                 and (?::text is null or p.id < (select a.id from stock_purchase a where a.tenant_id = p.tenant_id and a.code = ?))
                 order by p.id desc limit ?""", row -> head(row, seen).purchase(), actor.tenant(), actor.scope(),
                actor.scope(), open, afterCode, afterCode, Math.min(limit, LIST_MAX));
    }

    private static Purchase.Line checked(Purchase purchase, Purchase.Arrived arrived, String why) {
        Purchase.Line line = purchase.lines().stream().filter(l -> l.sku().equals(arrived.sku())).findFirst()
                .orElseThrow(() -> new Problem(InventoryProblem.OVER_DELIVERY).with("sku", arrived.sku()).with("left", 0));
        if (Piles.checked(arrived.quantity()) > line.missing() && why.isEmpty()) {
            throw new Problem(InventoryProblem.OVER_DELIVERY).with("sku", line.sku()).with("left", line.missing());
        }
        if (arrived.faulty() < 0 || arrived.faulty() > arrived.quantity()) {
            throw new Problem(InventoryProblem.STOCK_QUANTITY_INVALID).with("max", arrived.quantity());
        }
        return line;
    }

    private Purchase to(Actor actor, Head head, PurchaseState next, String why) {
        Purchase purchase = head.purchase();
        PurchaseState.TRANSITIONS.check(purchase.state(), next);
        boolean over = PurchaseState.TRANSITIONS.next(next).isEmpty();
        sql.update("""
                update stock_purchase set state = ?, ordered_at = coalesce(ordered_at, ?::timestamptz), closed_at = ?
                 where tenant_id = ? and id = ?""", next, next == PurchaseState.ORDERED ? clock.now() : null,
                over ? clock.now() : null, actor.tenant(), head.id());
        history.record(actor, THING, purchase.code(), purchase.state(), next, why);
        return get(actor, purchase.code());
    }

    private static String name(String supplier) {
        if (supplier == null || supplier.isBlank()) {
            throw Problem.missing("supplier");
        }
        if (supplier.strip().length() > NAME_MAX) {
            throw Problem.invalid("supplier", supplier.length());
        }
        return supplier.strip();
    }

    private static Long[] ids(Map<VariantId, Purchase.Arrived> pieces) {
        return pieces.keySet().stream().map(VariantId::value).toArray(Long[]::new);
    }

    private static Integer[] numbers(Map<VariantId, Purchase.Arrived> pieces, Function<Purchase.Arrived, Integer> number) {
        return pieces.values().stream().map(number).toArray(Integer[]::new);
    }

    /** What headquarters orders to a dealer's house the dealer takes in, and nothing else. */
    private Head changeable(Actor actor, String code) {
        Head head = locked(actor, code);
        if (!isTheirs(actor, head)) {
            throw new Problem(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS).with("warehouse", head.purchase().warehouse().name());
        }
        return head;
    }

    private static boolean isTheirs(Actor actor, Head head) {
        return actor.headquarters() || head.purchase().own();
    }

    private Head locked(Actor actor, String code) {
        return head(actor, code, " for update of p");
    }

    private Head head(Actor actor, String code, String how) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return sql.first(SELECT + " and p.code = ?" + how, row -> head(row, seen), actor.tenant(), actor.scope(),
                actor.scope(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private Map<WarehouseId, Warehouse> seen(Actor actor) {
        return warehouses.list(actor).stream().collect(Collectors.toMap(Warehouse::id, Function.identity()));
    }

    private static Head head(Row row, Map<WarehouseId, Warehouse> seen) {
        return new Head(row.number("id"), new Purchase(row.text("code"), row.text("supplier"),
                seen.get(new WarehouseId(row.number("warehouse_id"))), row.flag("own"), row.text("note"),
                row.oneOf(PurchaseState.class, "state"), row.text("by_name"), row.instant("created_at"),
                row.instant("ordered_at"), row.date("expected"), row.integer("pieces"), row.integer("missing"), List.of(),
                List.of()), new OrganisationId(row.number("owner_id")));
    }

    private Purchase whole(Actor actor, Head head) {
        record Raw(VariantId variant, int quantity, LocalDate expectedOn, int received) {
        }
        record Came(String receipt, VariantId variant, int quantity, int faulty) {
        }
        List<Raw> rows = sql.list("""
                select variant_id, quantity, expected_on, received from stock_purchase_line
                 where tenant_id = ? and purchase_id = ? order by variant_id""",
                row -> new Raw(new VariantId(row.number("variant_id")), row.integer("quantity"), row.date("expected_on"),
                        row.integer("received")), actor.tenant(), head.id());
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().map(Raw::variant).toList());
        List<Came> came = sql.list("""
                select r.code, l.variant_id, l.quantity, l.faulty
                  from stock_receipt r
                  join stock_receipt_line l on l.tenant_id = r.tenant_id and l.receipt_id = r.id
                 where r.tenant_id = ? and r.purchase_id = ? order by r.id, l.variant_id""",
                row -> new Came(row.text("code"), new VariantId(row.number("variant_id")), row.integer("quantity"),
                        row.integer("faulty")), actor.tenant(), head.id());
        List<Purchase.Receipt> receipts = sql.list("""
                select code, delivery_note, explanation, by_name, at, put_away_at from stock_receipt
                 where tenant_id = ? and purchase_id = ? order by id""",
                row -> new Purchase.Receipt(row.text("code"), row.text("delivery_note"), row.text("explanation"),
                        row.text("by_name"), row.instant("at"), row.instant("put_away_at"), came.stream()
                                .filter(c -> Objects.equals(c.receipt(), row.text("code")))
                                .map(c -> new Purchase.Arrived(known.get(c.variant()).sku(), c.quantity(), c.faulty())).toList()),
                actor.tenant(), head.id());
        Purchase p = head.purchase();
        // what came since the head was read counts too
        return new Purchase(p.code(), p.supplier(), p.warehouse(), p.own(), p.note(), p.state(), p.by(), p.createdAt(),
                p.orderedAt(), p.expected(), p.pieces(), p.missing(),
                rows.stream().map(r -> new Purchase.Line(r.variant(), known.get(r.variant()).sku(), known.get(r.variant()).name(),
                        r.quantity(), r.expectedOn(), r.received())).toList(), receipts);
    }
}
