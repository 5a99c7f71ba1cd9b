--liquibase formatted sql
--changeset entrepot:20261122-1911-ordering-life splitStatements:false

-- Two orders are of one buyer when their phones or their names and places are the same, however they are written.
create function buyer_phone_key(phone text) returns bigint language sql immutable parallel safe as $$
  select case when length(digits) >= 7 then hashtextextended(digits, 0) end
    from (select regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(00)?(86(?=1\d{10})|44(?=\d{9}))0?', '') as digits) p
$$;
create function buyer_place_key(receiver text, city text, street text) returns bigint language sql immutable parallel safe as $$
  select hashtextextended(lower(regexp_replace(receiver || '|' || city || '|' || street, '[\s,，.。#-]', '', 'g')), 0)
$$;

-- What an order is, and what its life needs beside it. A waiting order was priced at priced_at and is priced again.
alter table sales_order
  add column kind text not null default 'SINGLE',
  add column priced_at timestamptz,
  add column phone_key bigint generated always as (buyer_phone_key(phone)) stored,
  add column place_key bigint generated always as (buyer_place_key(receiver, city, street)) stored,
  add constraint sales_order__kind_ck check (kind in ('SINGLE', 'WHOLESALE'));
create index sales_order__phone_ix on sales_order (tenant_id, phone_key, placed_at);
create index sales_order__buyer_place_ix on sales_order (tenant_id, place_key, placed_at);
-- what still has to leave, by when: an agent's and everybody's
create index sales_order__organisation_due_ix on sales_order (tenant_id, organisation_id, ship_by, id)
  where state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED');
create index sales_order__due_ix on sales_order (tenant_id, ship_by, id)
  where state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED', 'PARTLY_SHIPPED');
create index sales_order__waiting_ix on sales_order (tenant_id, organisation_id, ship_by, id) where state = 'WAITING_FUNDS';
grant update (kind, priced_at, receiver, phone, country, province, city, district, street, postcode, remark, gift, ship_by,
  pieces, goods_minor, freight_minor, explanation) on sales_order to portal_app;
-- before packing lines may change; what they were stands in order_change
grant update (quantity, supply_minor, asked_minor), delete on order_line to portal_app;

-- What somebody has to look at before an order goes on, and what became of it.
create table order_doubt (
  tenant_id   bigint      not null,
  order_id    bigint      not null,
  no          integer     not null,
  kind        text        not null,
  details     jsonb       not null,
  asked_at    timestamptz not null,
  answer_by   timestamptz,
  verdict     text,
  why         text,
  decided_by  text,
  decided_at  timestamptz,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, order_id, no),
  foreign key (tenant_id, order_id) references sales_order (tenant_id, id),
  constraint order_doubt__decided_ck check ((verdict is null) = (decided_at is null))
);
create index order_doubt__open_ix on order_doubt (tenant_id, order_id) where verdict is null;
create index order_doubt__silence_ix on order_doubt (tenant_id, answer_by) where verdict is null;
select entrepot_secure('order_doubt');
grant select, insert on order_doubt to portal_app;
grant update (verdict, why, decided_by, decided_at) on order_doubt to portal_app;

-- The rules by which orders are held, each set in force from its moment on; none yet: the defaults.
create sequence hold_rules_seq;
create table hold_rules (
  tenant_id   bigint      not null references tenant (id),
  id          bigint      not null,
  valid_from  timestamptz not null,
  rules       jsonb       not null,
  proposal    text        not null,
  by_name     text        not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index hold_rules__from_ix on hold_rules (tenant_id, valid_from desc, id desc);
select entrepot_secure('hold_rules');
grant select, insert on hold_rules to portal_app;
grant usage on sequence hold_rules_seq to portal_app;

-- What a sub-shop may order a day; a missing figure is no limit.
create table sub_shop_limit (
  tenant_id      bigint      not null,
  sub_shop_id    bigint      not null,
  orders_a_day   integer,
  money_a_day_minor bigint,
  currency       char(3)     not null,
  by_headquarters boolean    not null,
  set_by         text        not null,
  set_at         timestamptz not null,
  primary key (tenant_id, sub_shop_id),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id),
  constraint sub_shop_limit__orders_ck check (orders_a_day >= 0 and money_a_day_minor >= 0)
);
select entrepot_secure('sub_shop_limit');
grant select, insert, delete on sub_shop_limit to portal_app;
grant update (orders_a_day, money_a_day_minor, by_headquarters, set_by, set_at) on sub_shop_limit to portal_app;

-- Prices that were said and are kept for a while, and prices that headquarters answered to a request.
create table order_quote (
  tenant_id       bigint      not null references tenant (id),
  code            text        not null,
  organisation_id bigint      not null,
  sub_shop_id     bigint      not null,
  priced_at       timestamptz not null,
  valid_until     timestamptz not null,
  content         jsonb       not null,
  primary key (tenant_id, code),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id)
);
create index order_quote__until_ix on order_quote (tenant_id, valid_until);
select entrepot_secure('order_quote');
grant select, insert, delete on order_quote to portal_app;
