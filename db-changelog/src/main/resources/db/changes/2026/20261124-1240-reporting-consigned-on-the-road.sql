--liquibase formatted sql
--changeset entrepot:20261124-1240-reporting-consigned-on-the-road splitStatements:false

-- What a member must give back is on the road, too: sent to it or by it and neither arrived, gone back nor lost.
create or replace view published_consigned_stock with (security_invoker = true) as
select s.tenant_id, w.owner_id as holder_id, s.on_hand as pieces
  from stock s join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
 where s.owner_id <> w.owner_id and s.on_hand > 0
union all
select h.tenant_id, w.owner_id, h.quantity
  from stock_hold h join warehouse w on w.tenant_id = h.tenant_id and w.id = h.warehouse_id
 where h.owner_id <> w.owner_id and h.state in ('SET_APART', 'WRITE_OFF_PROPOSED')
union all
select t.tenant_id, w.owner_id, l.quantity - l.received - l.lost - l.back
  from stock_transfer t
  join stock_transfer_line l on l.tenant_id = t.tenant_id and l.transfer_id = t.id and l.received + l.lost + l.back < l.quantity
  cross join lateral (select distinct x.owner_id from warehouse x where x.tenant_id = t.tenant_id and x.id in (t.from_warehouse_id, t.to_warehouse_id)) w
 where t.owner_id <> w.owner_id and t.state in ('SENT', 'PARTLY_RECEIVED');
