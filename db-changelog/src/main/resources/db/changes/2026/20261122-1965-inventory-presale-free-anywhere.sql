--liquibase formatted sql
--changeset entrepot:20261122-1965-inventory-presale-free-anywhere splitStatements:false

-- Real pieces count wherever they are free: who orders no more than those waits for nothing. "free" is all that may be
-- ordered now, promised pieces included.
create or replace view presale_stock with (security_invoker = true) as
select p.tenant_id, p.variant_id, p.ships_from, s.warehouse_id,
       (s.promised - greatest(0, least(s.promised, s.reserved - (s.on_hand - s.promised))) + there.free)::integer as free,
       there.free::integer as free_now
  from stock_presale p
  join stock s on s.tenant_id = p.tenant_id and s.variant_id = p.variant_id and s.warehouse_id = p.warehouse_id
              and s.owner_id = p.owner_id and s.promised > 0
  join lateral (
      select coalesce(sum(greatest(0, a.on_hand - a.promised - a.reserved)), 0) as free
        from stock a join warehouse w on w.tenant_id = a.tenant_id and w.id = a.warehouse_id and w.active
       where a.tenant_id = p.tenant_id and a.variant_id = p.variant_id) there on true
 where p.state = 'OPEN';
