--liquibase formatted sql
--changeset entrepot:20261122-1320-fulfilment-consignment splitStatements:false

-- The part of an order that one warehouse ships: address, wishes and money copied in, for later changes of the
-- order do not reach a parcel that is on its way.
create sequence consignment_seq;
create table consignment (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  order_code       text        not null,
  seller_id        bigint      not null,
  sub_shop_name    text        not null,
  ship_to          jsonb       not null,
  remark           text        not null,
  gift             text        not null,
  ship_by          timestamptz,
  warehouse_id     bigint,
  dealer_id        bigint,
  state            text        not null,
  offered_at       timestamptz,
  offer_deadline   timestamptz,
  offers           integer     not null default 0,
  declined         bigint[]    not null default '{}',
  freight_minor    bigint      not null,
  currency         char(3)     not null,
  dealer_supply    jsonb       not null,
  pieces           integer     not null,
  created_at       timestamptz not null,
  shipped_at       timestamptz,
  delivered_at     timestamptz,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint consignment__code_uq unique (tenant_id, code),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id),
  constraint consignment__state_ck check (state in
    ('OFFERED', 'ACCEPTED', 'PACKED', 'SHIPPED', 'DELIVERED', 'UNPLACED', 'CANCELLED')),
  constraint consignment__placed_ck check (warehouse_id is not null or state in ('UNPLACED', 'CANCELLED')),
  constraint consignment__offered_ck check ((state = 'OFFERED') = (offer_deadline is not null)),
  constraint consignment__freight_ck check (freight_minor >= 0)
);
create index consignment__order_ix on consignment (tenant_id, order_code);
create index consignment__dealer_ix on consignment (tenant_id, dealer_id, state, id);
create index consignment__open_ix on consignment (tenant_id, state, id)
  where state in ('OFFERED', 'ACCEPTED', 'PACKED', 'UNPLACED');
create index consignment__deadline_ix on consignment (tenant_id, offer_deadline) where state = 'OFFERED';
select entrepot_secure('consignment');
grant select, insert on consignment to portal_app;
grant update (warehouse_id, dealer_id, state, offered_at, offer_deadline, offers, declined, shipped_at, delivered_at)
  on consignment to portal_app;
grant usage on sequence consignment_seq to portal_app;

create table consignment_line (
  tenant_id       bigint   not null,
  consignment_id  bigint   not null,
  no              integer  not null,
  order_line      integer  not null,
  variant_id      bigint   not null,
  sku             text     not null,
  title           text     not null,
  quantity        integer  not null,
  supply_minor    bigint   not null,
  primary key (tenant_id, consignment_id, no),
  foreign key (tenant_id, consignment_id) references consignment (tenant_id, id),
  constraint consignment_line__quantity_ck check (quantity > 0)
);
select entrepot_secure('consignment_line');
grant select, insert on consignment_line to portal_app;

create table consignment_parcel (
  tenant_id       bigint   not null,
  consignment_id  bigint   not null,
  no              integer  not null,
  carrier         text     not null,
  number          text     not null,
  grams           integer  not null,
  primary key (tenant_id, consignment_id, no),
  foreign key (tenant_id, consignment_id) references consignment (tenant_id, id),
  constraint consignment_parcel__number_uq unique (tenant_id, carrier, number, consignment_id)
);
select entrepot_secure('consignment_parcel');
grant select, insert on consignment_parcel to portal_app;
