--liquibase formatted sql
--changeset entrepot:20261122-1600-ordering-order splitStatements:false

-- What members ask to have shipped to buyers. Address and wishes are part of the order, as the buyer gave them.
create sequence sales_order_seq;
create table sales_order (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  sub_shop_id      bigint      not null,
  outside_number   text,
  state            text        not null,
  receiver         text        not null,
  phone            text        not null,
  country          char(2)     not null,
  province         text        not null,
  city             text        not null,
  district         text        not null,
  street           text        not null,
  postcode         text        not null,
  remark           text        not null,
  gift             text        not null,
  placed_at        timestamptz not null,
  paid_at          timestamptz not null,
  ship_by          timestamptz not null,
  delivered_at     timestamptz,
  pieces           integer     not null,
  goods_minor      bigint      not null,
  freight_minor    bigint      not null,
  currency         char(3)     not null,
  explanation      jsonb       not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint sales_order__code_uq unique (tenant_id, code),
  constraint sales_order__outside_number_uq unique (tenant_id, sub_shop_id, outside_number),
  constraint sales_order__outside_number_ck check (outside_number <> ''),
  constraint sales_order__state_ck check (state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED', 'SHIPPED',
    'DELIVERED', 'COMPLETED', 'CANCELLED')),
  constraint sales_order__pieces_ck check (pieces > 0),
  constraint sales_order__money_ck check (goods_minor >= 0 and freight_minor >= 0)
);
-- one index for each way of paging, so that a page costs the same among a thousand orders and a million
create index sales_order__organisation_ix on sales_order (tenant_id, organisation_id, id);
create index sales_order__organisation_state_ix on sales_order (tenant_id, organisation_id, state, id);
create index sales_order__state_ix on sales_order (tenant_id, state, id);
select entrepot_secure('sales_order');
grant select, insert on sales_order to portal_app;
grant update (state, delivered_at) on sales_order to portal_app;
grant usage on sequence sales_order_seq to portal_app;

-- The lines, with the prices of the moment and the rule that gave them; never changed.
create table order_line (
  tenant_id     bigint  not null,
  order_id      bigint  not null,
  no            integer not null,
  variant_id    bigint  not null,
  sku           text    not null,
  title         text    not null,
  quantity      integer not null,
  retail_minor  bigint  not null,
  supply_minor  bigint  not null,
  asked_minor   bigint,
  currency      char(3) not null,
  primary key (tenant_id, order_id, no),
  foreign key (tenant_id, order_id) references sales_order (tenant_id, id),
  constraint order_line__quantity_ck check (quantity between 1 and 9999)
);
create index order_line__variant_ix on order_line (tenant_id, variant_id, order_id);
select entrepot_secure('order_line');
grant select, insert on order_line to portal_app;
