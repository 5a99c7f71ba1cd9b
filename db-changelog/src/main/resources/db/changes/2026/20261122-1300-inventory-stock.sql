--liquibase formatted sql
--changeset entrepot:20261122-1300-inventory-stock splitStatements:false

-- Places that hold stock and ship: headquarters' own are central, the others a dealer's.
create sequence warehouse_seq;
create table warehouse (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  name          text        not null,
  owner_id      bigint      not null,
  central       boolean     not null,
  country       char(2)     not null,
  province      text        not null,
  city          text        not null,
  street        text        not null,
  lat_micro     integer     not null,
  lng_micro     integer     not null,
  precision     text        not null,
  active        boolean     not null default true,
  closed_until  date,
  serves        text[]      not null default '{}',
  daily_limit   integer     not null,
  cut_off       time        not null default '16:00',
  opened_at     timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint warehouse__code_uq unique (tenant_id, code),
  constraint warehouse__daily_limit_ck check (daily_limit > 0),
  constraint warehouse__precision_ck check (precision in ('POINT', 'DISTRICT', 'CITY', 'PROVINCE'))
);
create index warehouse__owner_ix on warehouse (tenant_id, owner_id);
select entrepot_secure('warehouse');
grant select, insert on warehouse to portal_app;
grant update (name, active, closed_until, serves, daily_limit, cut_off) on warehouse to portal_app;
grant usage on sequence warehouse_seq to portal_app;

-- What lies where and whose it is. "own" is the goods of the dealer who runs the warehouse; the rest is
-- headquarters' (consigned at a dealer's), which is taken first.
create table stock (
  tenant_id     bigint      not null,
  variant_id    bigint      not null,
  warehouse_id  bigint      not null,
  owner_id      bigint      not null,
  own           boolean     not null,
  on_hand       integer     not null,
  reserved      integer     not null default 0,
  primary key (tenant_id, variant_id, warehouse_id, owner_id),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id),
  constraint stock__on_hand_ck check (on_hand >= 0),
  constraint stock__reserved_ck check (reserved >= 0),
  constraint stock__no_oversell_ck check (reserved <= on_hand)
) with (fillfactor = 70);
create index stock__warehouse_ix on stock (tenant_id, warehouse_id, variant_id);
select entrepot_secure('stock');
grant select, insert on stock to portal_app;
grant update (on_hand, reserved) on stock to portal_app;

-- Set aside for a consignment; gone when it is shipped or released.
create table reservation (
  tenant_id     bigint      not null,
  reference     text        not null,
  variant_id    bigint      not null,
  warehouse_id  bigint      not null,
  owner_id      bigint      not null,
  quantity      integer     not null,
  at            timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, reference, variant_id, warehouse_id, owner_id),
  foreign key (tenant_id, variant_id, warehouse_id, owner_id)
    references stock (tenant_id, variant_id, warehouse_id, owner_id),
  constraint reservation__quantity_ck check (quantity > 0)
);
select entrepot_secure('reservation');
grant select, insert, delete on reservation to portal_app;

-- Every change of what is on hand.
create sequence stock_movement_seq;
create table stock_movement (
  tenant_id     bigint      not null,
  id            bigint      not null,
  variant_id    bigint      not null,
  warehouse_id  bigint      not null,
  owner_id      bigint      not null,
  reason        text        not null,
  document      text        not null,
  quantity      integer     not null,
  by_name       text        not null,
  by_user_id    bigint,
  at            timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id, warehouse_id, owner_id)
    references stock (tenant_id, variant_id, warehouse_id, owner_id),
  constraint stock_movement__reason_ck
    check (reason in ('RECEIVED', 'COUNTED', 'MOVED_IN', 'MOVED_OUT', 'SHIPPED', 'RETURNED')),
  constraint stock_movement__quantity_ck check (quantity <> 0)
);
create index stock_movement__stock_ix on stock_movement (tenant_id, warehouse_id, variant_id, id desc);
select entrepot_secure('stock_movement');
grant select, insert on stock_movement to portal_app;
grant usage on sequence stock_movement_seq to portal_app;

-- What others may read: free pieces of a variant in all warehouses that ship (feeds).
create view available_stock with (security_invoker = true) as
select s.tenant_id, s.variant_id, sum(s.on_hand - s.reserved)::bigint as available
  from stock s
  join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id and w.active
 group by s.tenant_id, s.variant_id;
grant select on available_stock to portal_app;
