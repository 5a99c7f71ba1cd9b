package entrepot.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be true of the data at every moment between two transactions, over all tenants, looked at from below all of
 * the portal's own code: each line is a rule and a query for what breaks it.
 */
public final class Books {
    private static final int SHOWN = 5;
    private static final Map<String, String> RULES = rules();

    private Books() {
    }

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("each posting has two legs or more and sums to nothing in each currency", """
                select tenant_id, posting_id, currency, sum(amount_minor), count(*) from ledger_entry
                 group by tenant_id, posting_id, currency having sum(amount_minor) <> 0 or count(*) < 2""");
        rules.put("each posting has entries", """
                select p.tenant_id, p.id from ledger_posting p where not exists (
                  select from ledger_entry e where e.tenant_id = p.tenant_id and e.posting_id = p.id)""");
        rules.put("each kept balance is the sum of its entries", """
                select b.tenant_id, b.account_id, b.balance_minor, e.sum from ledger_balance b
                  left join (select tenant_id, account_id, -sum(amount_minor) as sum from ledger_entry group by 1, 2) e
                    on e.tenant_id = b.tenant_id and e.account_id = b.account_id
                 where b.balance_minor <> coalesce(e.sum, 0)""");
        rules.put("no balance is below its limit", """
                select tenant_id, account_id, balance_minor, limit_minor from ledger_balance
                 where balance_minor < -limit_minor""");
        rules.put("reserved stock is the sum of open reservations", """
                select s.tenant_id, s.variant_id, s.warehouse_id, s.owner_id, s.reserved, r.sum from stock s
                  left join (select tenant_id, variant_id, warehouse_id, owner_id, sum(quantity) as sum
                               from reservation group by 1, 2, 3, 4) r
                 using (tenant_id, variant_id, warehouse_id, owner_id)
                 where s.reserved <> coalesce(r.sum, 0) or s.reserved not between 0 and s.on_hand""");
        rules.put("stock that lies there, promises apart, is the sum of its movements", """
                select s.tenant_id, s.variant_id, s.warehouse_id, s.owner_id, s.on_hand - s.promised as there, m.sum from stock s
                  left join (select tenant_id, variant_id, warehouse_id, owner_id, sum(quantity) as sum
                               from stock_movement group by 1, 2, 3, 4) m
                 using (tenant_id, variant_id, warehouse_id, owner_id)
                 where s.on_hand - s.promised <> coalesce(m.sum, 0)""");
        rules.put("what a consignment reserves is what its lines still want", """
                with wanted as (
                  select c.tenant_id, c.code as reference, l.variant_id, sum(l.quantity) as quantity
                    from consignment c
                    join consignment_line l on l.tenant_id = c.tenant_id and l.consignment_id = c.id
                   where c.state in ('OFFERED', 'ACCEPTED', 'PACKED')
                      -- what waits for a look keeps its pieces for three days, then it is routed anew
                      or c.state = 'HELD' and exists (select from reservation r where r.tenant_id = c.tenant_id and r.reference = c.code)
                   group by 1, 2, 3),
                reserved as (
                  select tenant_id, reference, variant_id, sum(quantity) as quantity from reservation group by 1, 2, 3)
                select * from wanted w full join reserved r using (tenant_id, reference, variant_id)
                 where w.quantity is distinct from r.quantity""");
        rules.put("what is held of a member is what its open orders still cost", """
                with gone as (
                  select c.tenant_id, c.order_code, sum(c.freight_minor + l.supply) as minor
                    from consignment c
                    join (select tenant_id, consignment_id, sum(supply_minor) as supply from consignment_line
                           group by 1, 2) l on l.tenant_id = c.tenant_id and l.consignment_id = c.id
                   where c.state in ('SHIPPED', 'DELIVERED', 'RETURNED', 'LOST', 'CANCELLED') group by 1, 2),
                open as (
                  select o.tenant_id, o.organisation_id, sum(case when o.state in ('CANCELLED', 'WAITING_FUNDS', 'PRACTICE', 'PRACTICE_CANCELLED') then 0
                           else o.goods_minor + o.freight_minor - coalesce(g.minor, 0) end) as minor
                    from sales_order o
                    left join gone g on g.tenant_id = o.tenant_id and g.order_code = o.code group by 1, 2)
                select a.tenant_id, a.organisation_id, b.balance_minor, o.minor
                  from ledger_account a
                  join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
                  left join open o on o.tenant_id = a.tenant_id and o.organisation_id = a.organisation_id
                 where a.kind = 'HELD' and b.balance_minor <> coalesce(o.minor, 0)""");
        rules.put("each placed order is held once, at its total with what changes did to it", """
                select o.tenant_id, o.code, o.goods_minor + o.freight_minor as total, h.n, h.minor
                  from sales_order o
                  left join (select p.tenant_id, case when p.cause_type = 'order' then p.cause_code else p.note end as cause_code,
                                    count(*) filter (where p.cause_type = 'order') as n, -sum(e.amount_minor) as minor
                               from ledger_posting p
                               join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                               join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id and a.kind = 'HELD'
                              where p.event in ('order.held', 'order.changed') group by 1, 2) h
                    on h.tenant_id = o.tenant_id and h.cause_code = o.code
                 where o.state not in ('WAITING_FUNDS', 'PRACTICE', 'PRACTICE_CANCELLED') and o.goods_minor + o.freight_minor > 0
                   and not (o.state = 'CANCELLED' and h.n is null)
                   and (h.n is distinct from 1 or h.minor <> o.goods_minor + o.freight_minor)""");
        rules.put("an order's lines and its consignments' lines are the same pieces and the same money", """
                select o.tenant_id, o.code, o.pieces, o.goods_minor, o.freight_minor, l.pieces, c.pieces, c.goods, c.freight
                  from sales_order o
                  join (select tenant_id, order_id, sum(quantity) as pieces from order_line group by 1, 2) l
                    on l.tenant_id = o.tenant_id and l.order_id = o.id
                  left join (select c.tenant_id, c.order_code, sum(x.pieces) as pieces, sum(x.goods) as goods,
                                    sum(c.freight_minor) as freight
                               from consignment c
                               join (select tenant_id, consignment_id, sum(quantity) as pieces, sum(supply_minor) as goods
                                       from consignment_line group by 1, 2) x
                                 on x.tenant_id = c.tenant_id and x.consignment_id = c.id
                              where c.state <> 'REPLACED' group by 1, 2) c
                    on c.tenant_id = o.tenant_id and c.order_code = o.code
                 where o.pieces <> l.pieces
                    or o.state not in ('CANCELLED', 'WAITING_FUNDS', 'PRACTICE', 'PRACTICE_CANCELLED')
                   and (c.pieces is distinct from o.pieces or c.goods <> o.goods_minor or c.freight <> o.freight_minor)""");
        rules.put("each order has the first line of its history, once", """
                select o.tenant_id, o.code, h.n from sales_order o
                  left join (select tenant_id, code, count(*) as n from state_change
                              where thing = 'order' and from_state is null group by 1, 2) h
                    on h.tenant_id = o.tenant_id and h.code = o.code
                 where h.n is distinct from 1""");
        rules.put("each delivery of the days for which facts are kept was told once, and nothing else was", """
                select c.tenant_id, c.code, f.n from consignment c
                  left join (select tenant_id, payload ->> 'code' as code, count(*) as n from outbox_fact
                              where type = 'ConsignmentDelivered' group by 1, 2) f
                    on f.tenant_id = c.tenant_id and f.code = c.code
                 where (c.state = 'DELIVERED' and f.n is distinct from 1 or f.n > 1
                        or f.n is not null and c.state not in ('DELIVERED', 'RETURNED', 'LOST'))
                   and c.recorded_at > now() - interval '30 days'""");
        rules.put("what a thing's history says last is its state", """
                select o.tenant_id, o.code, o.state, s.to_state from sales_order o
                  join lateral (select to_state from state_change s where s.tenant_id = o.tenant_id and s.thing = 'order'
                                   and s.code = o.code order by s.id desc limit 1) s on true
                 where s.to_state <> o.state""");
        rules.put("what was accrued or awarded and not reversed is what commission costs", """
                with cost as (
                  select a.tenant_id, sum(e.amount_minor) as minor from ledger_account a
                    join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                   where a.kind = 'COMMISSION_COST' group by 1),
                earned as (
                  select tenant_id, sum(minor) as minor from (
                    select tenant_id, amount_minor - reversed_minor as minor from commission_accrual
                    union all select tenant_id, left_minor from commission_award) e group by 1)
                select * from cost full join earned using (tenant_id) where cost.minor is distinct from earned.minor""");
        rules.put("each issued statement is opening + lines - payouts = closing", """
                select tenant_id, code from settlement_statement
                 where opening_minor + lines_minor - payouts_minor <> closing_minor""");
        rules.put("an answer is kept for each idempotency key", """
                select tenant_id, endpoint, key from idempotency_key where answer is null""");
        rules.put("nobody approved a proposal of his own", """
                select tenant_id, code from proposal where maker_person_id = checker_person_id""");
        rules.put("no page of the database is damaged", """
                select datname, checksum_failures from pg_stat_database
                 where checksum_failures > 0 or current_setting('data_checksums') <> 'on'""");
        return rules;
    }

    /** What is broken, with the first few rows of each; empty when the books are right. */
    public static List<String> faults(Connection database) throws SQLException {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, String> rule : RULES.entrySet()) {
            try (Statement statement = database.createStatement();
                    ResultSet rows = statement.executeQuery(rule.getValue())) {
                StringBuilder shown = new StringBuilder();
                int count = 0;
                while (rows.next()) {
                    if (++count <= SHOWN) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            shown.append(i == 1 ? "\n    " : ", ").append(rows.getMetaData().getColumnLabel(i))
                                    .append('=').append(rows.getString(i));
                        }
                    }
                }
                if (count > 0) {
                    faults.add("Not true: " + rule.getKey() + " (" + count + " rows)" + shown);
                }
            }
        }
        return faults;
    }
}
