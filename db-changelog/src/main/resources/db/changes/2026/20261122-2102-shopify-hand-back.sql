--liquibase formatted sql
--changeset entrepot:20261122-2102-shopify-hand-back splitStatements:false

-- A sub-shop's own shop at Shopify; its access token is sealed.
create sequence shopify_connection_seq;
create table shopify_connection (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  organisation_id  bigint      not null,
  sub_shop_id      bigint      not null,
  domain           text        not null,
  token            text        not null,
  active           boolean     not null default true,
  made_by          text        not null,
  created_at       timestamptz not null,
  primary key (tenant_id, id),
  constraint shopify_connection__sub_shop_uq unique (tenant_id, sub_shop_id),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id)
);
select entrepot_secure('shopify_connection');
grant select, insert on shopify_connection to portal_app;
grant update (domain, token, active, made_by) on shopify_connection to portal_app;
grant usage on sequence shopify_connection_seq to portal_app;

-- A consignment that left, to be said there with its number.
create sequence shopify_hand_back_seq;
create table shopify_hand_back (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  connection_id   bigint      not null,
  consignment     text        not null,
  order_code      text        not null,
  order_number    text        not null,
  whole           boolean     not null,
  company         text        not null,
  number          text        not null,
  address         text        not null,
  lines           jsonb       not null,
  state           text        not null default 'WAITING',
  tries           integer     not null default 0,
  why             text        not null default '',
  outcome         text        not null default '',
  created_at      timestamptz not null,
  tried_at        timestamptz,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint shopify_hand_back__consignment_uq unique (tenant_id, connection_id, consignment),
  foreign key (tenant_id, connection_id) references shopify_connection (tenant_id, id),
  constraint shopify_hand_back__state_ck check (state in ('WAITING', 'SENT', 'REFUSED', 'BY_HAND'))
);
create index shopify_hand_back__connection_ix on shopify_hand_back (tenant_id, connection_id, id);
select entrepot_secure('shopify_hand_back');
grant select, insert on shopify_hand_back to portal_app;
grant update (state, tries, why, outcome, tried_at) on shopify_hand_back to portal_app;
grant usage on sequence shopify_hand_back_seq to portal_app;

-- When what is tried next; readable to all, without business data.
create table shopify_queue (
  tenant_id     bigint      not null,
  hand_back_id  bigint      not null,
  next_at       timestamptz not null default now(),
  primary key (tenant_id, hand_back_id),
  foreign key (tenant_id, hand_back_id) references shopify_hand_back (tenant_id, id)
);
create index shopify_queue__due_ix on shopify_queue (next_at, tenant_id);
grant select, insert, update, delete on shopify_queue to portal_app;
