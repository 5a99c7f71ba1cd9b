--liquibase formatted sql
--changeset entrepot:20261122-2024-ordering-stock-out splitStatements:false

-- A consignment that nobody can ship, and what the member or its buyer wants instead: of the link that a buyer gets only
-- the hash is kept.
create sequence stock_out_seq;
create table stock_out (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  order_code      text        not null,
  consignment     text        not null,
  seller_id       bigint      not null,
  state           text        not null,
  asked_at        timestamptz not null,
  answer_by       timestamptz not null,
  wait_until      date,
  token_hash      text,
  buyer_asked_at  timestamptz,
  chosen_by       text,
  chosen_at       timestamptz,
  difference_minor bigint     not null default 0,
  currency        char(3)     not null,
  note            text        not null default '',
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, seller_id) references organisation (tenant_id, id),
  constraint stock_out__state_ck check (state in ('OPEN', 'WAITING', 'SUBSTITUTED', 'REFUNDED', 'PLACED')),
  constraint stock_out__waiting_ck check ((state = 'WAITING') <= (wait_until is not null)),
  constraint stock_out__ended_ck check ((state in ('OPEN', 'WAITING')) = (chosen_at is null) or state = 'WAITING')
);
create unique index stock_out__open_uq on stock_out (tenant_id, consignment) where state in ('OPEN', 'WAITING');
create unique index stock_out__token_uq on stock_out (tenant_id, token_hash) where token_hash is not null;
create index stock_out__due_ix on stock_out (tenant_id, answer_by) where state in ('OPEN', 'WAITING');
create index stock_out__seller_ix on stock_out (tenant_id, seller_id, id);
create index stock_out__order_ix on stock_out (tenant_id, order_code);
select entrepot_secure('stock_out');
grant select, insert on stock_out to portal_app;
grant update (state, answer_by, wait_until, token_hash, buyer_asked_at, chosen_by, chosen_at, difference_minor, note)
  on stock_out to portal_app;
grant usage on sequence stock_out_seq to portal_app;
