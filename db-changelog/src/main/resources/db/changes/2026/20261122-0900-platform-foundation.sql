--liquibase formatted sql
--changeset entrepot:20261122-0900-platform-foundation splitStatements:false

-- The application's role may look things up in the schema and make nothing in it. Each changeset grants, table by
-- table, what the application needs; nothing is granted by default.
revoke create on schema public from public;
grant usage on schema public to portal_app;

-- Puts a tenant's table behind row level security: without a tenant set there are no rows, and a row of another
-- tenant can be neither read nor written, by the owner as little as by the application.
create function entrepot_secure(target regclass) returns void
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_only on %s'
    ' using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::bigint)'
    ' with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::bigint)', target);
end
$$;
revoke execute on function entrepot_secure(regclass) from public;
