--liquibase formatted sql
--changeset entrepot:20261122-1960-inventory-presale-and-alarms splitStatements:false

-- A variant that may be sold before it is there: so many pieces (stock.promised), to ship from that day.
create sequence stock_presale_seq;
create table stock_presale (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  warehouse_id  bigint      not null,
  variant_id    bigint      not null,
  owner_id      bigint      not null,
  quota         integer     not null,
  ships_from    date        not null,
  state         text        not null,
  by_name       text        not null,
  opened_at     timestamptz not null,
  ended_at      timestamptz,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id, warehouse_id, owner_id)
    references stock (tenant_id, variant_id, warehouse_id, owner_id),
  constraint stock_presale__code_uq unique (tenant_id, code),
  constraint stock_presale__quota_ck check (quota > 0),
  constraint stock_presale__state_ck check (state in ('OPEN', 'ENDED'))
);
create unique index stock_presale__open_uq on stock_presale (tenant_id, variant_id, warehouse_id) where state = 'OPEN';
select entrepot_secure('stock_presale');
grant select, insert on stock_presale to portal_app;
grant update (quota, ships_from, state, ended_at) on stock_presale to portal_app;
grant usage on sequence stock_presale_seq to portal_app;

-- What others may read: variants that are sold before they are there, how many pieces are left of the promise and from
-- when they ship. Nothing where real pieces are still free.
create view presale_stock with (security_invoker = true) as
select p.tenant_id, p.variant_id, p.ships_from, s.warehouse_id, s.on_hand - s.reserved as free,
       greatest(0, s.on_hand - s.promised - s.reserved) as free_now
  from stock_presale p
  join stock s on s.tenant_id = p.tenant_id and s.variant_id = p.variant_id and s.warehouse_id = p.warehouse_id
              and s.owner_id = p.owner_id and s.promised > 0
 where p.state = 'OPEN';
grant select on presale_stock to portal_app;

-- When to raise an alarm: for a variant or a category, in one warehouse or in all; the narrowest rule counts.
create sequence stock_rule_seq;
create table stock_rule (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  warehouse_id  bigint,
  variant_id    bigint,
  category      text        not null default '',
  minimum       integer     not null,
  cover_days    integer     not null,
  target_days   integer     not null,
  pack_size     integer     not null,
  by_name       text        not null,
  at            timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint stock_rule__code_uq unique (tenant_id, code),
  constraint stock_rule__numbers_ck check (minimum >= 0 and cover_days >= 0 and target_days >= cover_days
    and target_days <= 365 and pack_size >= 1)
);
create unique index stock_rule__subject_uq
  on stock_rule (tenant_id, coalesce(warehouse_id, 0), coalesce(variant_id, 0), category);
select entrepot_secure('stock_rule');
grant select, insert, delete on stock_rule to portal_app;
grant usage on sequence stock_rule_seq to portal_app;

-- What is short now, by those rules; written anew by a job.
create table stock_alarm (
  tenant_id     bigint      not null references tenant (id),
  warehouse_id  bigint      not null,
  variant_id    bigint      not null,
  since         timestamptz not null,
  free          integer     not null,
  incoming      integer     not null,
  sold          integer     not null,
  minimum       integer     not null,
  cover_days    integer     not null,
  target_days   integer     not null,
  pack_size     integer     not null,
  proposed      integer     not null,
  at            timestamptz not null,
  primary key (tenant_id, warehouse_id, variant_id)
);
select entrepot_secure('stock_alarm');
grant select, insert, delete on stock_alarm to portal_app;
grant update (free, incoming, sold, minimum, cover_days, target_days, pack_size, proposed, at) on stock_alarm to portal_app;

-- Who was told today: once a day and subject is enough.
create table stock_reminder (
  tenant_id        bigint not null references tenant (id),
  organisation_id  bigint not null,
  subject          text   not null,
  day              date   not null,
  primary key (tenant_id, organisation_id, subject, day)
);
select entrepot_secure('stock_reminder');
grant select, insert on stock_reminder to portal_app;
