--liquibase formatted sql
--changeset entrepot:20261122-2101-ordering-practice splitStatements:false

-- A sub-shop in which a new member practises.
alter table sub_shop add column practice boolean not null default false;

-- Practice orders stand beside the others, in states of their own that nothing counts, and can be cleared away. Nothing else can:
-- the guard stops the owner of the table, too.
alter table sales_order drop constraint sales_order__state_ck;
alter table sales_order add constraint sales_order__state_ck check (state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED',
  'PARTLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'RETURNED', 'CANCELLED', 'PRACTICE', 'PRACTICE_CANCELLED'));
create function sales_order_practice_only() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state not in ('PRACTICE', 'PRACTICE_CANCELLED') then
    raise exception 'order % is no practice order and stays', old.code;
  end if;
  return old;
end
$$;
create trigger sales_order__practice_only before delete on sales_order for each row execute function sales_order_practice_only();
create function sales_order_practice_stays() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if (old.state in ('PRACTICE', 'PRACTICE_CANCELLED')) <> (new.state in ('PRACTICE', 'PRACTICE_CANCELLED')) then
    raise exception 'order % is practice or it is not', old.code;
  end if;
  return new;
end
$$;
create trigger sales_order__practice_stays before update of state on sales_order for each row
  when (old.state is distinct from new.state) execute function sales_order_practice_stays();
grant delete on sales_order to portal_app;
create index sales_order__practice_ix on sales_order (tenant_id, sub_shop_id) where state in ('PRACTICE', 'PRACTICE_CANCELLED');

-- what hangs on an order goes with it
do $$
declare
  link record;
begin
  for link in select conrelid::regclass as child, conname, pg_get_constraintdef(oid) as def from pg_constraint
               where contype = 'f' and confrelid = 'sales_order'::regclass and confdeltype = 'a'
  loop
    execute format('alter table %s drop constraint %I, add constraint %I %s on delete cascade', link.child, link.conname, link.conname, link.def);
  end loop;
end
$$;

-- desks and their figures know nothing of practice
create or replace view published_order with (security_invoker = true) as
select tenant_id, code, organisation_id, sub_shop_id, state, receiver, city, placed_at, ship_by,
       goods_minor + freight_minor as total_minor, currency
  from sales_order
 where state not in ('PRACTICE', 'PRACTICE_CANCELLED');
