--liquibase formatted sql
--changeset entrepot:20261123-1030-ledger-vouchers splitStatements:false

-- What the tenant's own accounting program calls our kinds of accounts.
create table ledger_voucher_subject (
  tenant_id   bigint      not null references tenant (id),
  kind        text        not null,
  code        text        not null,
  name        text        not null,
  auxiliary   boolean     not null,           -- one line a member, with the member as auxiliary item
  changed_by  text        not null,
  changed_at  timestamptz not null,
  primary key (tenant_id, kind),
  constraint ledger_voucher_subject__words_ck check (code <> '' and name <> '')
);
select entrepot_secure('ledger_voucher_subject');
grant select, insert, update, delete on ledger_voucher_subject to portal_app;

-- A file that was exported, byte by byte, so that it can be had again.
create sequence ledger_voucher_export_seq;
create table ledger_voucher_export (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  code         text        not null,
  month        date        not null,
  program      text        not null,
  form         text        not null,
  grouping     text        not null,
  first_no     integer     not null,
  last_no      integer     not null,
  postings     bigint      not null,
  lines        bigint      not null,
  debit_minor  bigint      not null,
  currency     char(3)     not null,
  file_name    text        not null,
  sha256       text        not null,
  content      bytea       not null,
  by_name      text        not null,
  at           timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint ledger_voucher_export__code_uq unique (tenant_id, code),
  constraint ledger_voucher_export__no_ck check (first_no >= 1 and last_no >= first_no)
);
create index ledger_voucher_export__month_ix on ledger_voucher_export (tenant_id, month, last_no desc);
select entrepot_secure('ledger_voucher_export');
grant select, insert on ledger_voucher_export to portal_app;
grant usage on sequence ledger_voucher_export_seq to portal_app;

-- A posting is exported once.
create table ledger_voucher_posting (
  tenant_id   bigint  not null,
  posting_id  bigint  not null,
  export_id   bigint  not null,
  no          integer not null,
  primary key (tenant_id, posting_id),
  foreign key (tenant_id, posting_id) references ledger_posting (tenant_id, id),
  foreign key (tenant_id, export_id) references ledger_voucher_export (tenant_id, id)
);
create index ledger_voucher_posting__export_ix on ledger_voucher_posting (tenant_id, export_id, no);
select entrepot_secure('ledger_voucher_posting');
grant select, insert on ledger_voucher_posting to portal_app;
