--liquibase formatted sql
--changeset entrepot:20261122-2037-tracking-courier-bill splitStatements:false

-- What a carrier asks for, row by row beside what we know of the parcel.
create sequence courier_bill_seq;
create table courier_bill (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  carrier          text        not null,
  number           text        not null,
  file_name        text        not null,
  state            text        not null,
  rows_count       integer     not null,
  total_minor      bigint      not null,
  currency         char(3)     not null,
  taken_by         text        not null,
  taken_at         timestamptz not null,
  posted_person_id bigint,
  posted_at        timestamptz,
  paid_person_id   bigint,
  paid_at          timestamptz,
  bank_reference   text        not null default '',
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint courier_bill__code_uq unique (tenant_id, code),
  constraint courier_bill__number_uq unique (tenant_id, carrier, number),
  constraint courier_bill__state_ck check (state in ('CHECKED', 'POSTED', 'PAID', 'DISCARDED')),
  constraint courier_bill__two_persons_ck check (paid_person_id is null or paid_person_id <> posted_person_id)
);
select entrepot_secure('courier_bill');
grant select, insert on courier_bill to portal_app;
grant update (state, posted_person_id, posted_at, paid_person_id, paid_at, bank_reference, number) on courier_bill to portal_app;
grant usage on sequence courier_bill_seq to portal_app;

create table courier_bill_row (
  tenant_id       bigint   not null,
  bill_id         bigint   not null,
  no              integer  not null,
  number          text     not null,
  grams           integer,
  amount_minor    bigint   not null,
  parcel_id       bigint,
  known_grams     integer,
  expected_minor  bigint,
  kind            text     not null,
  primary key (tenant_id, bill_id, no),
  foreign key (tenant_id, bill_id) references courier_bill (tenant_id, id),
  foreign key (tenant_id, parcel_id) references parcel (tenant_id, id),
  constraint courier_bill_row__kind_ck check (kind in ('MATCHED', 'WEIGHT', 'PRICE', 'UNKNOWN', 'DOUBLED', 'DEALERS')),
  constraint courier_bill_row__amount_ck check (amount_minor >= 0)
);
create index courier_bill_row__number_ix on courier_bill_row (tenant_id, number);
select entrepot_secure('courier_bill_row');
grant select, insert on courier_bill_row to portal_app;
