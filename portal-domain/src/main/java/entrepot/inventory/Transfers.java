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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Transfers between warehouses: written, sent (the pieces leave the first and are on their way to the second), received in whole
 * or part. What does not arrive stays on its way until somebody explains it; of headquarters' goods headquarters proposes the
 * explanation, and a second person confirms it.
 */
@ApplicationScoped
@UseCases
public class Transfers {

    /** The kind of proposals that say what became of missing pieces. */
    public static final String KIND = "transfer-missing";
    /** Lines of a transfer at most. */
    public static final int LINES_MAX = 500;
    private static final int LIST_MAX = 201;
    private static final String THING = "transfer";
    private static final String SELECT = """
            select t.id, t.code, t.from_warehouse_id, t.to_warehouse_id, t.owner_id, t.own, t.note, t.state, t.by_name,
                   t.created_at, t.sent_at, t.closed_at,
                   (select coalesce(sum(l.quantity), 0)::integer from stock_transfer_line l
                     where l.tenant_id = t.tenant_id and l.transfer_id = t.id) as pieces,
                   (select coalesce(sum(l.quantity - l.received - l.lost - l.back), 0)::integer from stock_transfer_line l
                     where l.tenant_id = t.tenant_id and l.transfer_id = t.id) as missing
              from stock_transfer t
             where t.tenant_id = ?
               and (?::bigint is null or exists (select from warehouse w where w.tenant_id = t.tenant_id and w.owner_id = ?
                                                    and w.id in (t.from_warehouse_id, t.to_warehouse_id)))""";

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
    private Proposals proposals;

    @Inject
    private Idempotency idempotency;

    /** What a key remembers. */
    private record Written(String code) {
    }

    private record Head(long id, Transfer transfer, OrganisationId owner) {
    }

    /**
     * Writes a transfer; nothing moves yet.
     *
     * @param from, to codes of warehouses
     * @param own      whether the dealer's own goods go, between two of its own warehouses
     * @throws Problem SAME_WAREHOUSE, STOCK_OWNER_INVALID, CONSIGNED_NEEDS_HEADQUARTERS to a dealer that would send
     *                 headquarters' goods, NOT_FOUND, NO_LINES, TOO_MANY_LINES, SKU_UNKNOWN
     */
    @Requires(InventoryPermission.CHANGE)
    public Transfer draft(Actor actor, String from, String to, boolean own, List<Pieces> lines, String note) {
        Warehouse source = warehouses.byCode(actor, from);
        Warehouse target = warehouses.byCode(actor, to);
        if (source.id().equals(target.id())) {
            throw new Problem(InventoryProblem.SAME_WAREHOUSE);
        }
        if (!actor.headquarters() && !own) {
            throw new Problem(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS).with("warehouse", source.name());
        }
        if (own && !source.owner().equals(target.owner())) {
            throw new Problem(InventoryProblem.STOCK_OWNER_INVALID).with("warehouse", target.name());
        }
        OrganisationId owner = piles.owner(actor, source, own);
        piles.checkOwner(actor, target, owner);
        String code = numbering.next("TRF");
        sql.update("""
                insert into stock_transfer (tenant_id, id, code, from_warehouse_id, to_warehouse_id, owner_id, own, note, state,
                                            by_name, created_at)
                values (?, nextval('stock_transfer_seq'), ?, ?, ?, ?, ?, ?, 'DRAFT', ?, ?)""", actor.tenant(), code,
                source.id(), target.id(), owner, own, note == null ? "" : note.strip(), actor.name(), clock.now());
        history.record(actor, THING, code, null, TransferState.DRAFT, note);
        return rewrite(actor, code, lines);
    }

    /** Writes one once a key. @throws Problem as {@link #draft(Actor, String, String, boolean, List, String)} */
    @Requires(InventoryPermission.CHANGE)
    public Transfer draft(Actor actor, String from, String to, boolean own, List<Pieces> lines, String note, String key) {
        record Command(String from, String to, boolean own, List<Pieces> lines, String note) {
        }
        return get(actor, idempotency.once(actor, "transfers.draft", key, new Command(from, to, own, lines, note), Written.class,
                () -> new Written(draft(actor, from, to, own, lines, note).code())).code());
    }

    /** Writes the lines of a draft anew. @throws Problem ILLEGAL_TRANSITION once it is sent, NO_LINES, TOO_MANY_LINES, SKU_UNKNOWN */
    @Requires(InventoryPermission.CHANGE)
    public Transfer rewrite(Actor actor, String code, List<Pieces> lines) {
        Head head = locked(actor, code);
        mayChange(actor, head);
        TransferState.TRANSITIONS.check(head.transfer().state(), TransferState.SENT);
        Map<VariantId, Integer> wanted = Documents.lines(actor, variants, lines, LINES_MAX);
        sql.update("delete from stock_transfer_line where tenant_id = ? and transfer_id = ?", actor.tenant(), head.id());
        sql.update("""
                insert into stock_transfer_line (tenant_id, transfer_id, variant_id, quantity)
                select ?, ?, v, n from unnest(?, ?) l(v, n)""", actor.tenant(), head.id(),
                Documents.ids(wanted), Documents.numbers(wanted));
        return get(actor, code);
    }

    /**
     * The goods leave: they are gone here and on their way there.
     *
     * @throws Problem INSUFFICIENT_STOCK, ILLEGAL_TRANSITION
     */
    @Requires(InventoryPermission.CHANGE)
    public Transfer send(Actor actor, String code) {
        Head head = locked(actor, code);
        mayChange(actor, head);
        Transfer transfer = whole(actor, head);
        TransferState.TRANSITIONS.check(transfer.state(), TransferState.SENT);
        piles.bookAll(actor, new Piles.Booking(transfer.from(), Piles.Rule.FROM_FREE, Movement.Reason.MOVED_OUT, code),
                transfer.lines().stream().map(l -> new Piles.Change(l.variant(), head.owner(), -l.quantity())).toList());
        // it shows at once in the list of where it is going
        piles.begin(actor, transfer.to(),
                transfer.lines().stream().map(l -> new Piles.Change(l.variant(), head.owner(), 0)).toList());
        return to(actor, head, TransferState.SENT, "");
    }

    /**
     * Pieces that arrived; may be called as often as parcels come.
     *
     * @param arrived by SKU; empty for all that is still on its way
     * @param remark  what was found, such as a broken box
     * @throws Problem MORE_THAN_SENT, ILLEGAL_TRANSITION; NOT_FOUND where the target is not the actor's
     */
    @Requires(InventoryPermission.CHANGE)
    public Transfer receive(Actor actor, String code, List<Pieces> arrived, String remark) {
        Head head = locked(actor, code);
        Transfer transfer = whole(actor, head);
        if (!actor.sees(transfer.to().owner())) {
            throw Problem.notFound(THING, code);
        }
        TransferState.TRANSITIONS.check(transfer.state(), TransferState.RECEIVED);
        Map<String, Integer> wanted = arrived.isEmpty()
                ? transfer.lines().stream().filter(l -> l.missing() > 0)
                        .collect(Collectors.toMap(Transfer.Line::sku, Transfer.Line::missing))
                : arrived.stream().filter(p -> p.quantity() != 0)
                        .collect(Collectors.toMap(Pieces::sku, p -> Piles.checked(p.quantity()), Integer::sum));
        if (wanted.isEmpty()) {
            throw new Problem(InventoryProblem.NO_LINES);
        }
        List<Piles.Change> changes = new ArrayList<>();
        wanted.forEach((sku, n) -> {
            Transfer.Line line = line(transfer, sku);
            if (n > line.missing()) {
                throw new Problem(InventoryProblem.MORE_THAN_SENT).with("sku", sku).with("left", line.missing());
            }
            changes.add(new Piles.Change(line.variant(), head.owner(), n));
        });
        sql.update("""
                update stock_transfer_line l set received = l.received + c.n
                  from unnest(?, ?) c(v, n) where l.tenant_id = ? and l.transfer_id = ? and l.variant_id = c.v""",
                changes.stream().map(c -> c.variant().value()).toArray(Long[]::new),
                changes.stream().map(Piles.Change::number).toArray(Integer[]::new), actor.tenant(), head.id());
        piles.bookAll(actor, new Piles.Booking(transfer.to(), Piles.Rule.DIFFERENCE, Movement.Reason.MOVED_IN, code), changes);
        return afterArrival(actor, head, remark);
    }

    /** What a proposal holds. @param back whether the pieces went back to where they came from; else they are lost */
    public record Missing(String transfer, String sku, int quantity, boolean back) {
    }

    /** Takes pieces in once a key. @throws Problem as {@link #receive(Actor, String, List, String)} */
    @Requires(InventoryPermission.CHANGE)
    public Transfer receive(Actor actor, String code, List<Pieces> arrived, String remark, String key) {
        record Command(String code, List<Pieces> arrived, String remark) {
        }
        return get(actor, idempotency.once(actor, "transfers.receive", key, new Command(code, arrived, remark), Written.class,
                () -> new Written(receive(actor, code, arrived, remark).code())).code());
    }

    /**
     * Explains pieces that did not arrive. A dealer's explanation of its own goods is booked; of headquarters' goods it waits
     * for a second person, and takes the place of one about the same line that still waits.
     *
     * @param back whether they went back to where they came from; else they are lost
     * @throws Problem MISSING_NEEDS_HEADQUARTERS to a dealer about headquarters' goods, MORE_THAN_SENT, ILLEGAL_TRANSITION
     */
    @Requires(InventoryPermission.CHANGE)
    public Transfer explain(Actor actor, String code, Pieces missing, boolean back, String why) {
        if (why == null || why.isBlank()) {
            throw Problem.missing("reason");
        }
        Head head = locked(actor, code);
        Transfer transfer = whole(actor, head);
        if (!actor.headquarters() && !transfer.own()) {
            throw new Problem(InventoryProblem.MISSING_NEEDS_HEADQUARTERS);
        }
        TransferState.TRANSITIONS.check(transfer.state(), TransferState.RECEIVED);
        Transfer.Line line = line(transfer, missing.sku());
        if (Piles.checked(missing.quantity()) > line.missing()) {
            throw new Problem(InventoryProblem.MORE_THAN_SENT).with("sku", line.sku()).with("left", line.missing());
        }
        if (Piles.isAlone(actor, transfer.from(), head.owner())) {
            return explained(actor, head, line, missing.quantity(), back, why.strip());
        }
        String subject = code + ' ' + line.sku();
        proposals.withdraw(actor, KIND, subject, "");
        proposals.propose(actor, KIND, subject, line.sku() + " × " + missing.quantity(),
                new Missing(code, line.sku(), missing.quantity(), back), List.of(
                        new Proposal.Effect(back ? "stock.back" : "stock.lost", "", Integer.toString(missing.quantity())),
                        new Proposal.Effect("stock.on-its-way", Integer.toString(line.missing()),
                                Integer.toString(line.missing() - missing.quantity()))), why.strip());
        return get(actor, code);
    }

    /** Explanations that wait for a second person, of one transfer. */
    @Requires(InventoryPermission.VIEW)
    public List<Proposal> explanations(Actor actor, String code) {
        return proposals.page(actor, KIND, true, List.of(get(actor, code).code()), null, LINES_MAX);
    }

    /** Explanations that wait for this person's yes or no, of all transfers. */
    @Requires(InventoryPermission.CONFIRM)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** A second person believes it: the pieces are on their way no more. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, MORE_THAN_SENT */
    @Requires(InventoryPermission.CONFIRM)
    public Transfer confirm(Actor actor, String proposal) {
        Missing content = missing(actor, proposal);
        Head head = locked(actor, content.transfer());
        Transfer transfer = whole(actor, head);
        TransferState.TRANSITIONS.check(transfer.state(), TransferState.RECEIVED);
        Transfer.Line line = line(transfer, content.sku());
        if (content.quantity() > line.missing()) {
            throw new Problem(InventoryProblem.MORE_THAN_SENT).with("sku", line.sku()).with("left", line.missing());
        }
        return explained(actor, head, line, content.quantity(), content.back(), proposals.approve(actor, proposal).reason());
    }

    /** A second person does not believe it. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(InventoryPermission.CONFIRM)
    public Transfer reject(Actor actor, String proposal, String why) {
        String code = missing(actor, proposal).transfer();
        proposals.reject(actor, proposal, why);
        return get(actor, code);
    }

    private Missing missing(Actor actor, String proposal) {
        return proposals.get(actor, KIND, proposal).content().as(Missing.class);
    }

    private Transfer explained(Actor actor, Head head, Transfer.Line line, int pieces, boolean back, String why) {
        Transfer transfer = head.transfer();
        sql.update("""
                update stock_transfer_line set lost = lost + ?, back = back + ?,
                       why = why || case when why = '' then '' else '; ' end || ?
                 where tenant_id = ? and transfer_id = ? and variant_id = ?""", back ? 0 : pieces,
                back ? pieces : 0, why, actor.tenant(), head.id(), line.variant());
        if (back) {
            piles.bookAll(actor, new Piles.Booking(transfer.from(), Piles.Rule.DIFFERENCE, Movement.Reason.MOVED_IN, transfer.code()),
                    List.of(new Piles.Change(line.variant(), head.owner(), pieces)));
        }
        return afterArrival(actor, head, line.sku() + " × " + pieces + ": " + why);
    }

    /** @throws Problem ILLEGAL_TRANSITION once it is sent */
    @Requires(InventoryPermission.CHANGE)
    public Transfer cancel(Actor actor, String code, String why) {
        Head head = locked(actor, code);
        mayChange(actor, head);
        return to(actor, head, TransferState.CANCELLED, why);
    }

    /** @throws Problem NOT_FOUND, also where neither end is the actor's */
    @Requires(InventoryPermission.VIEW)
    public Transfer get(Actor actor, String code) {
        return whole(actor, head(actor, code, ""));
    }

    /** The time line, oldest first. */
    @Requires(InventoryPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        head(actor, code, "");
        return history.of(actor, THING, code);
    }

    /**
     * Those from or to the actor's warehouses, newest first.
     *
     * @param open      only those that are written or on their way
     * @param afterCode the last one that was seen; null for the first page
     */
    @Requires(InventoryPermission.VIEW)
    public List<Transfer> list(Actor actor, boolean open, String afterCode, int limit) {
        Map<WarehouseId, Warehouse> all = places(actor);
        return sql.list(SELECT + """
                 and (not ? or t.state in ('DRAFT', 'SENT', 'PARTLY_RECEIVED'))
                 and (?::text is null or t.id < (select a.id from stock_transfer a where a.tenant_id = t.tenant_id and a.code = ?))
                 order by t.id desc limit ?""", row -> head(row, all).transfer(), actor.tenant(), actor.scope(),
                actor.scope(), open, afterCode, afterCode, Math.min(limit, LIST_MAX));
    }

    /** What the actor has to confirm: on its way to its warehouses, the longest first. */
    @Requires(InventoryPermission.VIEW)
    public List<Transfer> arriving(Actor actor) {
        return list(actor, true, null, LIST_MAX).stream()
                .filter(t -> t.state() != TransferState.DRAFT && actor.sees(t.to().owner()))
                .filter(t -> !actor.headquarters() || t.to().central())
                .sorted(Comparator.comparing(Transfer::sentAt)).toList();
    }

    private Transfer afterArrival(Actor actor, Head head, String why) {
        boolean complete = whole(actor, head).lines().stream().allMatch(l -> l.missing() == 0);
        return to(actor, head, complete ? TransferState.RECEIVED : TransferState.PARTLY_RECEIVED, why);
    }

    private Transfer to(Actor actor, Head head, TransferState next, String why) {
        Transfer transfer = head.transfer();
        TransferState.TRANSITIONS.check(transfer.state(), next);
        boolean closed = next == TransferState.RECEIVED || next == TransferState.CANCELLED;
        sql.update("""
                update stock_transfer set state = ?, sent_at = coalesce(sent_at, ?::timestamptz), closed_at = ?
                 where tenant_id = ? and id = ?""", next, next == TransferState.SENT ? clock.now() : null,
                closed ? clock.now() : null, actor.tenant(), head.id());
        history.record(actor, THING, transfer.code(), transfer.state(), next, why);
        return get(actor, transfer.code());
    }

    /** Who may write and send: headquarters, or the dealer for its own goods. */
    private static void mayChange(Actor actor, Head head) {
        if (!actor.headquarters() && !head.transfer().own()) {
            throw new Problem(InventoryProblem.CONSIGNED_NEEDS_HEADQUARTERS).with("warehouse", head.transfer().from().name());
        }
    }

    private static Transfer.Line line(Transfer transfer, String sku) {
        return transfer.lines().stream().filter(l -> l.sku().equals(sku)).findFirst()
                .orElseThrow(() -> new Problem(InventoryProblem.MORE_THAN_SENT).with("sku", sku).with("left", 0));
    }

    private Head locked(Actor actor, String code) {
        return head(actor, code, " for update of t");
    }

    private Head head(Actor actor, String code, String how) {
        Map<WarehouseId, Warehouse> all = places(actor);
        return sql.first(SELECT + " and t.code = ?" + how, row -> head(row, all), actor.tenant(), actor.scope(),
                actor.scope(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** All warehouses: the other end of a transfer is not always the actor's own. */
    private Map<WarehouseId, Warehouse> places(Actor actor) {
        return warehouses.list(Actor.system(actor.tenant())).stream()
                .collect(Collectors.toMap(Warehouse::id, Function.identity()));
    }

    private static Head head(Row row, Map<WarehouseId, Warehouse> all) {
        return new Head(row.number("id"), new Transfer(row.text("code"),
                all.get(new WarehouseId(row.number("from_warehouse_id"))), all.get(new WarehouseId(row.number("to_warehouse_id"))),
                row.flag("own"), row.text("note"), row.oneOf(TransferState.class, "state"), row.text("by_name"),
                row.instant("created_at"), row.instant("sent_at"), row.instant("closed_at"), List.of(),
                row.integer("pieces"), row.integer("missing")), new OrganisationId(row.number("owner_id")));
    }

    private Transfer whole(Actor actor, Head head) {
        record Raw(VariantId variant, int quantity, int received, int lost, int back, String why) {
        }
        List<Raw> rows = sql.list("""
                select variant_id, quantity, received, lost, back, why from stock_transfer_line
                 where tenant_id = ? and transfer_id = ? order by variant_id""",
                row -> new Raw(new VariantId(row.number("variant_id")), row.integer("quantity"), row.integer("received"),
                        row.integer("lost"), row.integer("back"), row.text("why")), actor.tenant(), head.id());
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().map(Raw::variant).toList());
        Transfer t = head.transfer();
        return new Transfer(t.code(), t.from(), t.to(), t.own(), t.note(), t.state(), t.by(), t.createdAt(), t.sentAt(),
                t.closedAt(), rows.stream().map(r -> new Transfer.Line(r.variant(), known.get(r.variant()).sku(),
                        known.get(r.variant()).name(), r.quantity(), r.received(), r.lost(), r.back(), r.why())).toList(),
                t.pieces(), t.missing());
    }
}
