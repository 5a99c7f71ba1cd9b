package entrepot.inventory;

import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On which shelf of a warehouse a variant lies, in the words of who works there: for the pick list, nothing counts on it. */
@ApplicationScoped
@UseCases
public class ShelfPlaces {

    private static final int PLACE_MAX = 40;

    @Inject
    private Sql sql;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Piles piles;

    /** Says where it lies; an empty place forgets it. @throws Problem SKU_UNKNOWN, FIELD_INVALID, NOT_FOUND for another's warehouse */
    @Requires(InventoryPermission.CHANGE)
    public void set(Actor actor, String warehouse, String sku, String place) {
        put(actor, warehouses.byCode(actor, warehouse).id(), Map.of(piles.variant(actor, sku).id(), checked(place)));
    }

    /** The shelf of a pile; empty where nobody said it. @throws Problem SKU_UNKNOWN, NOT_FOUND */
    @Requires(InventoryPermission.VIEW)
    public String of(Actor actor, String warehouse, String sku) {
        WarehouseId there = warehouses.byCode(actor, warehouse).id();
        VariantId variant = piles.variant(actor, sku).id();
        return of(actor, there, List.of(variant)).getOrDefault(variant, "");
    }

    /** The shelves of these variants, as far as they are known. Whose warehouse it is is for the caller to have checked. */
    @Requires(Requires.SYSTEM)
    public Map<VariantId, String> of(Actor actor, WarehouseId warehouse, Collection<VariantId> variants) {
        Map<VariantId, String> places = new HashMap<>();
        sql.each("select variant_id, place from shelf_place where tenant_id = ? and warehouse_id = ? and variant_id = any (?)", 0,
                row -> places.put(new VariantId(row.number("variant_id")), row.text("place")), actor.tenant(), warehouse,
                variants.stream().map(VariantId::value).toArray(Long[]::new));
        return places;
    }

    void put(Actor actor, WarehouseId warehouse, Map<VariantId, String> places) {
        List<Map.Entry<VariantId, String>> all = List.copyOf(places.entrySet());
        Long[] ids = all.stream().map(e -> e.getKey().value()).toArray(Long[]::new);
        sql.update("""
                insert into shelf_place (tenant_id, warehouse_id, variant_id, place)
                select ?, ?, p.variant, p.place from unnest(?, ?) p (variant, place) where p.place <> ''
                on conflict (tenant_id, warehouse_id, variant_id) do update set place = excluded.place""", actor.tenant(), warehouse,
                ids, all.stream().map(Map.Entry::getValue).toArray(String[]::new));
        sql.update("delete from shelf_place where tenant_id = ? and warehouse_id = ? and variant_id = any (?)", actor.tenant(), warehouse,
                all.stream().filter(e -> e.getValue().isEmpty()).map(e -> e.getKey().value()).toArray(Long[]::new));
    }

    static boolean good(String place) {
        return place.length() <= PLACE_MAX && place.chars().noneMatch(Character::isISOControl);
    }

    private static String checked(String place) {
        String plain = place == null ? "" : place.strip();
        if (!good(plain)) {
            throw Problem.invalid("shelf", plain.length());
        }
        return plain;
    }
}
