--liquibase formatted sql
--changeset entrepot:20261123-2100-tracking-bills-seen splitStatements:false

-- What tracking publishes of carriers' bills, for the reconciliation of settlement.
create view courier_bill_seen with (security_invoker = true) as
select b.tenant_id, b.id, b.code, b.carrier, b.number, b.state, b.posted_at, b.currency, b.total_minor,
       coalesce((select sum(r.expected_minor) from courier_bill_row r where r.tenant_id = b.tenant_id and r.bill_id = b.id), 0)::bigint as expected_minor
  from courier_bill b where b.state in ('POSTED', 'PAID');
grant select on courier_bill_seen to portal_app;
