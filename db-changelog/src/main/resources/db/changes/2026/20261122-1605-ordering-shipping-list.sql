--liquibase formatted sql
--changeset entrepot:20261122-1605-ordering-shipping-list splitStatements:false

-- Files of orders, as they were recognised and checked.
create sequence shipping_list_seq;
create table shipping_list (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  sub_shop_id      bigint      not null,
  sub_shop_code    text        not null,
  file_code        text        not null,
  file_name        text        not null,
  format           text        not null,
  encoding         text        not null,
  delimiter        text        not null,
  state            text        not null,
  uploaded_by      text        not null,
  user_id          bigint,
  person_id        bigint,
  uploaded_at      timestamptz not null,
  placing_at       timestamptz,
  done_at          timestamptz,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint shipping_list__code_uq unique (tenant_id, code),
  constraint shipping_list__state_ck check (state in ('CHECKED', 'PLACING', 'DONE', 'DISCARDED'))
);
create index shipping_list__organisation_ix on shipping_list (tenant_id, organisation_id, id);
create index shipping_list__placing_ix on shipping_list (tenant_id, id) where state = 'PLACING';
select entrepot_secure('shipping_list');
grant select, insert on shipping_list to portal_app;
grant update (state, placing_at, done_at) on shipping_list to portal_app;
grant usage on sequence shipping_list_seq to portal_app;

-- One order of a file: what to place, or why not.
create table shipping_list_order (
  tenant_id       bigint  not null,
  list_id         bigint  not null,
  no              integer not null,
  outside_number  text    not null,
  receiver        text    not null,
  place           text    not null,
  pieces          integer not null,
  rows            jsonb   not null,
  command         jsonb,
  total_minor     bigint,
  currency        char(3),
  outcome         text    not null,
  faults          jsonb   not null,
  order_code      text,
  primary key (tenant_id, list_id, no),
  foreign key (tenant_id, list_id) references shipping_list (tenant_id, id),
  constraint shipping_list_order__outcome_ck check (outcome in ('READY', 'BAD', 'LEFT_OUT', 'PLACED', 'REFUSED'))
);
create index shipping_list_order__ready_ix on shipping_list_order (tenant_id, list_id, no) where outcome = 'READY';
select entrepot_secure('shipping_list_order');
grant select, insert on shipping_list_order to portal_app;
grant update (outcome, faults, order_code) on shipping_list_order to portal_app;
