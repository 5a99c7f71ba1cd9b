package entrepot.lists;

import entrepot.kernel.SubShopId;
import entrepot.network.SubShop;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The SQL of labels. */
@ApplicationScoped
class LabelRows {

    private static final String COLUMNS = """
            select l.outside_number, l.file_code, l.file_name, l.tracking, l.province, l.city, l.district, l.uploaded_by,
                   l.uploaded_at from shipping_label l
            """;

    @Inject
    private Sql sql;

    Map<String, Label> of(Actor actor, SubShopId shop, List<String> numbers) {
        Map<String, Label> found = new HashMap<>();
        sql.each(COLUMNS + " where l.tenant_id = ? and l.sub_shop_id = ? and l.outside_number = any(?)", 1000, row ->
                found.put(row.text("outside_number"), label(row)), actor.tenant(), shop, numbers.toArray(String[]::new));
        return found;
    }

    void save(Actor actor, SubShop shop, Label label) {
        sql.update("""
                insert into shipping_label (tenant_id, organisation_id, sub_shop_id, outside_number, file_code, file_name,
                    tracking, province, city, district, uploaded_by, uploaded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, sub_shop_id, outside_number)
                do update set file_code = excluded.file_code, file_name = excluded.file_name, tracking = excluded.tracking,
                    province = excluded.province, city = excluded.city, district = excluded.district,
                    uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at""",
                actor.tenant(), shop.organisation(), shop.id(), label.outsideNumber(), label.file(), label.fileName(),
                label.tracking(), label.province(), label.city(), label.district(), label.by(), label.at());
    }

    /** Numbers of orders in lists of the sub-shop that wait for a label. */
    List<String> waiting(Actor actor, SubShopId shop, int limit) {
        return sql.list("""
                select distinct o.outside_number from shipping_list_order o
                  join shipping_list l on l.tenant_id = o.tenant_id and l.id = o.list_id
                 where o.tenant_id = ? and l.sub_shop_id = ? and l.state <> 'DISCARDED' and o.outcome = 'WAITING_LABEL'
                 order by 1 limit ?""", row -> row.text("outside_number"), actor.tenant(), shop, limit);
    }

    /** How many orders wait for a label, by the sub-shop's code. */
    Map<String, Long> waiting(Actor actor) {
        Map<String, Long> waiting = new HashMap<>();
        sql.each("""
                select l.sub_shop_code, count(distinct o.outside_number) as n from shipping_list_order o
                  join shipping_list l on l.tenant_id = o.tenant_id and l.id = o.list_id
                 where o.tenant_id = ? and l.state <> 'DISCARDED' and o.outcome = 'WAITING_LABEL'
                   and (?::bigint is null or l.organisation_id = ?)
                 group by 1""", 1000, row -> waiting.put(row.text("sub_shop_code"), row.number("n")),
                actor.tenant(), actor.scope(), actor.scope());
        return waiting;
    }

    private static Label label(Row row) {
        return new Label(row.text("outside_number"), row.text("file_code"), row.text("file_name"), row.text("tracking"),
                row.text("province"), row.text("city"), row.text("district"), row.text("uploaded_by"),
                row.instant("uploaded_at"));
    }
}
