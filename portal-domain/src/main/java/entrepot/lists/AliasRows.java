package entrepot.lists;

import entrepot.kernel.SubShopId;
import entrepot.network.SubShop;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL of aliases and mappings. */
@ApplicationScoped
class AliasRows {

    private static final String COLUMNS = "select code, item, spec, item_code, parts::text as parts, by_name, at from item_alias\n";

    @Inject
    private Sql sql;

    /** All of a sub-shop, by key. */
    Map<String, Alias> byKey(Actor actor, SubShopId shop) {
        Map<String, Alias> found = new HashMap<>();
        sql.each(COLUMNS + " where tenant_id = ? and sub_shop_id = ?", 1000, row -> {
            Alias alias = alias(row);
            found.put(Alias.key(alias.item(), alias.spec(), alias.itemCode()), alias);
        }, actor.tenant(), shop);
        return found;
    }

    List<Alias> page(Actor actor, SubShopId shop, String text, String after, int limit) {
        String pattern = "%" + (text == null ? "" : text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")) + "%";
        return sql.list(COLUMNS + """
                 where tenant_id = ? and sub_shop_id = ?
                   and (item ilike ? or spec ilike ? or item_code ilike ? or parts::text ilike ?)
                   and (?::text is null or id < (select a.id from item_alias a where a.tenant_id = ? and a.code = ?))
                 order by id desc limit ?""", AliasRows::alias,
                actor.tenant(), shop, pattern, pattern, pattern, pattern, after, actor.tenant(), after, limit);
    }

    /** An alias of the actor's own sub-shops, or of any for headquarters, with its sub-shop. */
    Optional<Map.Entry<SubShopId, Alias>> find(Actor actor, String code) {
        return sql.first("""
                select code, item, spec, item_code, parts::text as parts, by_name, at, sub_shop_id from item_alias
                 where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)""",
                row -> Map.entry(new SubShopId(row.number("sub_shop_id")), alias(row)), actor.tenant(), code, actor.scope(), actor.scope());
    }

    long count(Actor actor, SubShopId shop) {
        return sql.one("select count(*) as n from item_alias where tenant_id = ? and sub_shop_id = ?",
                row -> row.number("n"), actor.tenant(), shop);
    }

    /** A thing has one alias: what it was before is replaced. */
    void save(Actor actor, SubShop shop, Alias alias) {
        sql.update("""
                insert into item_alias (tenant_id, id, code, organisation_id, sub_shop_id, key, item, spec, item_code, parts,
                    by_name, at)
                values (?, nextval('item_alias_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, sub_shop_id, key)
                do update set parts = excluded.parts, by_name = excluded.by_name, at = excluded.at""",
                actor.tenant(), alias.code(), shop.organisation(), shop.id(),
                Alias.key(alias.item(), alias.spec(), alias.itemCode()), alias.item(), alias.spec(), alias.itemCode(),
                Json.of(alias.parts()), alias.by(), alias.at());
    }

    int delete(Actor actor, SubShopId shop, String code) {
        return sql.update("delete from item_alias where tenant_id = ? and sub_shop_id = ? and code = ?",
                actor.tenant(), shop, code);
    }

    /** Which column of a header means what, as somebody of the sub-shop said before. */
    Optional<Json> mapping(Actor actor, SubShopId shop, String fingerprint) {
        return sql.first("""
                select columns::text as columns from list_mapping
                 where tenant_id = ? and sub_shop_id = ? and fingerprint = ?""", row -> row.json("columns"),
                actor.tenant(), shop, fingerprint);
    }

    void map(Actor actor, SubShopId shop, String fingerprint, Json columns, Instant at) {
        sql.update("""
                insert into list_mapping (tenant_id, sub_shop_id, fingerprint, columns, by_name, at) values (?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, sub_shop_id, fingerprint)
                do update set columns = excluded.columns, by_name = excluded.by_name, at = excluded.at""",
                actor.tenant(), shop, fingerprint, columns, actor.name(), at);
    }

    private static Alias alias(Row row) {
        return new Alias(row.text("code"), row.text("item"), row.text("spec"), row.text("item_code"),
                row.json("parts").asListOf(Alias.Part.class), row.text("by_name"), row.instant("at"));
    }
}
