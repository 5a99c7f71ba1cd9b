--liquibase formatted sql
--changeset entrepot:20261124-1120-reporting-leavers splitStatements:false

-- What a member must give back before it leaves: another's goods in its warehouses, sold from or set apart; and what nobody has decided of it yet.
create view published_consigned_stock with (security_invoker = true) as
select s.tenant_id, w.owner_id as holder_id, s.on_hand as pieces
  from stock s join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
 where s.owner_id <> w.owner_id and s.on_hand > 0
union all
select h.tenant_id, w.owner_id, h.quantity
  from stock_hold h join warehouse w on w.tenant_id = h.tenant_id and w.id = h.warehouse_id
 where h.owner_id <> w.owner_id and h.state in ('SET_APART', 'WRITE_OFF_PROPOSED');
grant select on published_consigned_stock to portal_app;

create view published_deduction with (security_invoker = true) as
select tenant_id, code, organisation_id, state, amount_minor, currency from commission_deduction;
grant select on published_deduction to portal_app;
