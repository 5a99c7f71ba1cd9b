package entrepot.ordering;

import entrepot.kernel.Problem;
import entrepot.network.NetworkPermission;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Practice of new members: in a sub-shop for practice orders are checked, priced and routed as everywhere and stand on the same pages, but they reserve no
 * stock, hold no money, reach no dealer and earn nothing. They can be cleared away, and the sub-shop be made a real one.
 */
@UseCases
@ApplicationScoped
public class Practice {

    @Inject
    private Sql sql;

    @Inject
    private SubShops subShops;

    /**
     * How far somebody is.
     *
     * @param placed    practice orders that are there
     * @param cancelled how many of them were cancelled
     * @param changed   how many changes they had
     * @param real      whether the sub-shop has real orders, and so cannot begin to practise
     */
    public record Progress(long placed, long cancelled, long changed, boolean real) {
    }

    /** @throws Problem NOT_FOUND */
    @Requires(OrderPermission.PRACTISE)
    public Progress progress(Actor actor, String subShop) {
        return progress(actor, subShops.byCode(actor, subShop));
    }

    private Progress progress(Actor actor, SubShop shop) {
        return sql.one("""
                select count(*) filter (where state in ('PRACTICE', 'PRACTICE_CANCELLED')) as placed,
                       count(*) filter (where state = 'PRACTICE_CANCELLED') as cancelled,
                       (select count(*) from order_change c join sales_order p on p.tenant_id = c.tenant_id and p.id = c.order_id
                         where p.tenant_id = ? and p.sub_shop_id = ? and p.state in ('PRACTICE', 'PRACTICE_CANCELLED')) as changed,
                       exists (select from sales_order r where r.tenant_id = ? and r.sub_shop_id = ?
                                  and r.state not in ('PRACTICE', 'PRACTICE_CANCELLED')) as real
                  from sales_order where tenant_id = ? and sub_shop_id = ? and state in ('PRACTICE', 'PRACTICE_CANCELLED')""",
                row -> new Progress(row.number("placed"), row.number("cancelled"), row.number("changed"), row.flag("real")),
                actor.tenant(), shop.id(), actor.tenant(), shop.id(), actor.tenant(), shop.id());
    }

    /** Makes a sub-shop one for practice. @throws Problem PRACTICE_TOO_LATE once it has real orders, NOT_FOUND */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop begin(Actor actor, String subShop) {
        SubShop shop = subShops.byCode(actor, subShop);
        if (progress(actor, shop).real()) {
            throw new Problem(OrderProblem.PRACTICE_TOO_LATE).with("name", shop.name());
        }
        return subShops.practise(actor, subShop, true);
    }

    /** Who may practise alone lets no real order go. @throws Problem NOT_PERMITTED */
    static void refuse(Actor actor) {
        if (actor.permissions().contains(OrderPermission.PRACTICE_ONLY)) {
            throw new Problem(AccessProblem.NOT_PERMITTED).with("permission", OrderPermission.PLACE);
        }
    }

    /** Takes all practice orders of a sub-shop away, so that their outside numbers are free. @return how many */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public int clear(Actor actor, String subShop) {
        SubShop shop = subShops.byCode(actor, subShop);
        // what was answered under their keys would be answered again
        sql.update("""
                delete from idempotency_key k using sales_order o
                 where o.tenant_id = ? and o.sub_shop_id = ? and o.state in ('PRACTICE', 'PRACTICE_CANCELLED')
                   and k.tenant_id = o.tenant_id and k.principal = o.organisation_id::text and k.endpoint = ? and k.answer ->> 'code' = o.code""",
                actor.tenant(), shop.id(), Placing.PLACE);
        return sql.update("delete from sales_order where tenant_id = ? and sub_shop_id = ? and state in ('PRACTICE', 'PRACTICE_CANCELLED')",
                actor.tenant(), shop.id());
    }

    /** Makes a sub-shop a real one: its practice orders are cleared, and what comes next is paid and shipped. Twice is harmless. */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop goLive(Actor actor, String subShop) {
        clear(actor, subShop);
        return subShops.practise(actor, subShop, false);
    }
}
