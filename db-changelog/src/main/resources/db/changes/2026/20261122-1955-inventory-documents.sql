--liquibase formatted sql
--changeset entrepot:20261122-1955-inventory-documents splitStatements:false

create index variant__barcode_ix on variant (tenant_id, barcode) where barcode <> '';

-- Why pieces come and go: set apart for quality and freed again.
alter table stock_movement drop constraint stock_movement__reason_ck;
alter table stock_movement add constraint stock_movement__reason_ck
  check (reason in ('RECEIVED', 'COUNTED', 'MOVED_IN', 'MOVED_OUT', 'SHIPPED', 'RETURNED', 'SET_APART', 'FREED'));
create index stock_movement__warehouse_ix on stock_movement (tenant_id, warehouse_id, id desc);
create index stock_movement__document_ix on stock_movement (tenant_id, document text_pattern_ops);
create index stock_movement__sales_ix on stock_movement (tenant_id, warehouse_id, at) include (variant_id, quantity)
  where reason = 'SHIPPED';

-- A list of piles to be counted, blind: what the books say is not shown to who counts.
create sequence stock_count_seq;
create table stock_count (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  warehouse_id  bigint      not null,
  owner_id      bigint      not null,
  own           boolean     not null,
  category      text        not null default '',
  note          text        not null default '',
  state         text        not null,
  proposal      text,
  by_name       text        not null,
  by_person_id  bigint,
  started_at    timestamptz not null,
  finished_at   timestamptz,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id),
  constraint stock_count__code_uq unique (tenant_id, code),
  constraint stock_count__state_ck check (state in ('COUNTING', 'SUBMITTED', 'BOOKED', 'CANCELLED'))
);
-- One open list a pile: two that count the same shelf would book the same difference twice.
create unique index stock_count__open_uq on stock_count (tenant_id, warehouse_id, owner_id, category)
  where state in ('COUNTING', 'SUBMITTED');
select entrepot_secure('stock_count');
grant select, insert on stock_count to portal_app;
grant update (state, proposal, finished_at) on stock_count to portal_app;
grant usage on sequence stock_count_seq to portal_app;

create table stock_count_line (
  tenant_id     bigint      not null,
  count_id      bigint      not null,
  variant_id    bigint      not null,
  counted       integer,
  book          integer,
  value_minor   bigint,
  currency      char(3),
  by_name       text,
  at            timestamptz,
  primary key (tenant_id, count_id, variant_id),
  foreign key (tenant_id, count_id) references stock_count (tenant_id, id),
  constraint stock_count_line__counted_ck check (counted >= 0)
);
select entrepot_secure('stock_count_line');
grant select, insert on stock_count_line to portal_app;
grant update (counted, book, value_minor, currency, by_name, at) on stock_count_line to portal_app;

-- Goods on their way from one warehouse to another.
create sequence stock_transfer_seq;
create table stock_transfer (
  tenant_id          bigint      not null references tenant (id),
  id                 bigint      not null,
  code               text        not null,
  from_warehouse_id  bigint      not null,
  to_warehouse_id    bigint      not null,
  owner_id           bigint      not null,
  own                boolean     not null,
  note               text        not null default '',
  state              text        not null,
  by_name            text        not null,
  created_at         timestamptz not null,
  sent_at            timestamptz,
  closed_at          timestamptz,
  recorded_at        timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, from_warehouse_id) references warehouse (tenant_id, id),
  foreign key (tenant_id, to_warehouse_id) references warehouse (tenant_id, id),
  constraint stock_transfer__code_uq unique (tenant_id, code),
  constraint stock_transfer__places_ck check (from_warehouse_id <> to_warehouse_id),
  constraint stock_transfer__state_ck check (state in ('DRAFT', 'SENT', 'PARTLY_RECEIVED', 'RECEIVED', 'CANCELLED'))
);
create index stock_transfer__to_ix on stock_transfer (tenant_id, to_warehouse_id, state);
create index stock_transfer__from_ix on stock_transfer (tenant_id, from_warehouse_id, state);
select entrepot_secure('stock_transfer');
grant select, insert on stock_transfer to portal_app;
grant update (state, note, sent_at, closed_at) on stock_transfer to portal_app;
grant usage on sequence stock_transfer_seq to portal_app;

create table stock_transfer_line (
  tenant_id     bigint      not null,
  transfer_id   bigint      not null,
  variant_id    bigint      not null,
  quantity      integer     not null,
  received      integer     not null default 0,
  lost          integer     not null default 0,
  back          integer     not null default 0,
  why           text        not null default '',
  primary key (tenant_id, transfer_id, variant_id),
  foreign key (tenant_id, transfer_id) references stock_transfer (tenant_id, id),
  constraint stock_transfer_line__quantity_ck check (quantity > 0),
  constraint stock_transfer_line__arrived_ck
    check (received >= 0 and lost >= 0 and back >= 0 and received + lost + back <= quantity)
);
select entrepot_secure('stock_transfer_line');
grant select, insert, delete on stock_transfer_line to portal_app;
grant update (quantity, received, lost, back, why) on stock_transfer_line to portal_app;

-- What is bought from suppliers.
create sequence stock_purchase_seq;
create table stock_purchase (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  supplier      text        not null,
  warehouse_id  bigint      not null,
  owner_id      bigint      not null,
  own           boolean     not null,
  note          text        not null default '',
  state         text        not null,
  by_name       text        not null,
  created_at    timestamptz not null,
  ordered_at    timestamptz,
  closed_at     timestamptz,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id),
  constraint stock_purchase__code_uq unique (tenant_id, code),
  constraint stock_purchase__state_ck
    check (state in ('DRAFT', 'ORDERED', 'PARTLY_RECEIVED', 'RECEIVED', 'CLOSED', 'CANCELLED'))
);
create index stock_purchase__warehouse_ix on stock_purchase (tenant_id, warehouse_id, state);
select entrepot_secure('stock_purchase');
grant select, insert on stock_purchase to portal_app;
grant update (supplier, state, note, ordered_at, closed_at) on stock_purchase to portal_app;
grant usage on sequence stock_purchase_seq to portal_app;

create table stock_purchase_line (
  tenant_id     bigint      not null,
  purchase_id   bigint      not null,
  variant_id    bigint      not null,
  quantity      integer     not null,
  expected_on   date,
  received      integer     not null default 0,
  primary key (tenant_id, purchase_id, variant_id),
  foreign key (tenant_id, purchase_id) references stock_purchase (tenant_id, id),
  constraint stock_purchase_line__quantity_ck check (quantity > 0),
  constraint stock_purchase_line__received_ck check (received >= 0)
);
select entrepot_secure('stock_purchase_line');
grant select, insert, delete on stock_purchase_line to portal_app;
grant update (quantity, expected_on, received) on stock_purchase_line to portal_app;

-- What a supplier brought: at the door first, on the shelf once it is put away.
create sequence stock_receipt_seq;
create table stock_receipt (
  tenant_id      bigint      not null references tenant (id),
  id             bigint      not null,
  code           text        not null,
  purchase_id    bigint      not null,
  delivery_note  text        not null,
  explanation    text        not null default '',
  state          text        not null,
  by_name        text        not null,
  at             timestamptz not null,
  put_away_at    timestamptz,
  recorded_at    timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, purchase_id) references stock_purchase (tenant_id, id),
  constraint stock_receipt__code_uq unique (tenant_id, code),
  -- the same delivery note twice is the same delivery
  constraint stock_receipt__note_uq unique (tenant_id, purchase_id, delivery_note),
  constraint stock_receipt__state_ck check (state in ('AT_THE_DOOR', 'PUT_AWAY'))
);
select entrepot_secure('stock_receipt');
grant select, insert on stock_receipt to portal_app;
grant update (state, put_away_at) on stock_receipt to portal_app;
grant usage on sequence stock_receipt_seq to portal_app;

create table stock_receipt_line (
  tenant_id     bigint      not null,
  receipt_id    bigint      not null,
  variant_id    bigint      not null,
  quantity      integer     not null,
  faulty        integer     not null default 0,
  primary key (tenant_id, receipt_id, variant_id),
  foreign key (tenant_id, receipt_id) references stock_receipt (tenant_id, id),
  constraint stock_receipt_line__quantity_ck check (quantity > 0 and faulty between 0 and quantity)
);
select entrepot_secure('stock_receipt_line');
grant select, insert on stock_receipt_line to portal_app;

-- Pieces set apart for their quality: they are in the house and in no pile that is sold from.
create sequence stock_hold_seq;
create table stock_hold (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  warehouse_id  bigint      not null,
  variant_id    bigint      not null,
  owner_id      bigint      not null,
  own           boolean     not null,
  quantity      integer     not null,
  reason        text        not null,
  document      text        not null default '',
  state         text        not null,
  proposal      text,
  by_name       text        not null,
  at            timestamptz not null,
  closed_at     timestamptz,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id, warehouse_id, owner_id)
    references stock (tenant_id, variant_id, warehouse_id, owner_id),
  constraint stock_hold__code_uq unique (tenant_id, code),
  constraint stock_hold__quantity_ck check (quantity > 0),
  constraint stock_hold__state_ck check (state in ('SET_APART', 'WRITE_OFF_PROPOSED', 'RELEASED', 'WRITTEN_OFF'))
);
create index stock_hold__open_ix on stock_hold (tenant_id, warehouse_id, variant_id)
  where state in ('SET_APART', 'WRITE_OFF_PROPOSED');
select entrepot_secure('stock_hold');
grant select, insert on stock_hold to portal_app;
grant update (state, proposal, closed_at) on stock_hold to portal_app;
grant usage on sequence stock_hold_seq to portal_app;

-- Stock that somebody said by file or by the API, with what became of each row.
create sequence stock_upload_seq;
create table stock_upload (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  warehouse_id     bigint      not null,
  source           text        not null,
  mode             text        not null,
  file_name        text        not null,
  sha256           text        not null,
  state            text        not null,
  taken            integer     not null,
  left_out         integer     not null,
  result           jsonb       not null,
  by_name          text        not null,
  at               timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint stock_upload__code_uq unique (tenant_id, code),
  constraint stock_upload__state_ck check (state in ('APPLIED', 'LEFT_OUT')),
  constraint stock_upload__source_ck check (source in ('FILE', 'API', 'COUNT'))
);
create index stock_upload__warehouse_ix on stock_upload (tenant_id, warehouse_id, id desc);
select entrepot_secure('stock_upload');
grant select, insert on stock_upload to portal_app;
grant usage on sequence stock_upload_seq to portal_app;
