--liquibase formatted sql
--changeset entrepot:20261122-1820-routing-seller splitStatements:false

-- Whose order was routed, so that a decision is seen by its seller and headquarters alone.
alter table routing_decision add column seller_id bigint;
do $$
declare
  each_tenant record;
begin
  for each_tenant in select id from tenant loop
    perform set_config('app.tenant_id', each_tenant.id::text, true);
    update routing_decision d set seller_id = o.organisation_id
      from sales_order o
     where d.tenant_id = each_tenant.id and o.tenant_id = d.tenant_id and o.code = d.reference;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;
