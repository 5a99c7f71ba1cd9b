package entrepot.inventory;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What came and went, over all piles: every change of what is on hand, with its reason and its document. */
@ApplicationScoped
@UseCases
public class Movements {

    /** Rows of an answer at most; an export takes several. */
    public static final int LIST_MAX = 1_000;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Variants variants;

    @Inject
    private Piles piles;

    private record Raw(long id, Movement movement, WarehouseId warehouse, VariantId variant) {
    }

    /**
     * Those of the actor's warehouses, the latest first.
     *
     * @param after the number of the last one that was seen; null for the first page
     * @throws entrepot.kernel.Problem NOT_FOUND for a warehouse that is not the actor's to see, SKU_UNKNOWN
     */
    @Requires(InventoryPermission.VIEW)
    public List<MovementLine> list(Actor actor, MovementFilter filter, Long after, int limit) {
        Map<WarehouseId, Warehouse> seen = (blank(filter.warehouse()) ? warehouses.list(actor)
                : List.of(warehouses.byCode(actor, filter.warehouse()))).stream()
                .collect(Collectors.toMap(Warehouse::id, Function.identity()));
        List<Object> values = new ArrayList<>(List.of(actor.tenant(),
                seen.keySet().stream().map(WarehouseId::value).toArray(Long[]::new)));
        StringBuilder where = new StringBuilder(" where tenant_id = ? and warehouse_id = any (?)");
        if (after != null) {
            where.append(" and id < ?");
            values.add(after);
        }
        if (!blank(filter.sku())) {
            where.append(" and variant_id = ?");
            values.add(piles.variant(actor, filter.sku()).id());
        }
        if (filter.reason() != null) {
            where.append(" and reason = ?");
            values.add(filter.reason());
        }
        if (!blank(filter.document())) {
            where.append(" and starts_with(document, ?)");
            values.add(filter.document().strip());
        }
        if (filter.from() != null) {
            where.append(" and at >= ?");
            values.add(start(filter.from()));
        }
        if (filter.to() != null) {
            where.append(" and at < ?");
            values.add(start(filter.to().plusDays(1)));
        }
        values.add(Math.max(1, Math.min(limit, LIST_MAX)));
        // only fixed pieces are put together here; every value is bound
        List<Raw> rows = sql.list("select id, warehouse_id, variant_id, reason, document, owner_id, quantity, by_name, at"
                + " from stock_movement" + where + " order by id desc limit ?", row -> new Raw(row.number("id"),
                new Movement(row.oneOf(Movement.Reason.class, "reason"), row.text("document"),
                        new OrganisationId(row.number("owner_id")), row.integer("quantity"), row.text("by_name"),
                        row.instant("at")),
                new WarehouseId(row.number("warehouse_id")), new VariantId(row.number("variant_id"))), values.toArray());
        Map<VariantId, Variant> known = variants.byIds(actor, rows.stream().map(Raw::variant).distinct().toList());
        return rows.stream().map(raw -> {
            Warehouse there = seen.get(raw.warehouse());
            Variant variant = known.get(raw.variant());
            return new MovementLine(raw.id(), raw.movement(), there, variant == null ? "" : variant.sku(),
                    variant == null ? "" : variant.name(), Piles.isOwn(there, raw.movement().owner()));
        }).toList();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(transactions.tenant().zone()).toInstant();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
