--liquibase formatted sql
--changeset entrepot:20261122-2156-platform-statistics splitStatements:false

-- The server looks by itself at what tables hold, but at most once a minute, and where a tenth of a table is new: what
-- begins quickly, and beside larger tenants, is taken for nothing until then and its plans are the wrong ones. Only the
-- owner may look, so whoever has just written much asks it to. What did not grow since is not looked at again.
create function entrepot_look_at_tables() returns void
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  grown name;
begin
  for grown in select c.relname from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                  and pg_relation_size(c.oid) <> greatest(c.relpages, 0) * current_setting('block_size')::bigint
                order by c.relname
  loop
    execute format('analyze %I', grown);
  end loop;
end
$$;
revoke execute on function entrepot_look_at_tables() from public;
grant execute on function entrepot_look_at_tables() to portal_app;
