--liquibase formatted sql
--changeset entrepot:20261122-1800-ordering-window splitStatements:false

-- Until when goods may come back: said by who knows the rule, delivery by delivery. Before this, all windows were
-- 15 days; tenant by tenant, for an owner may be under row level security too.
alter table sales_order add column window_until timestamptz;
do $$
declare
  each_tenant record;
begin
  for each_tenant in select id from tenant loop
    perform set_config('app.tenant_id', each_tenant.id::text, true);
    update sales_order set window_until = delivered_at + interval '15 days'
     where tenant_id = each_tenant.id and delivered_at is not null;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;
create index sales_order__window_ix on sales_order (tenant_id, window_until) where state = 'DELIVERED';
grant update (window_until) on sales_order to portal_app;
