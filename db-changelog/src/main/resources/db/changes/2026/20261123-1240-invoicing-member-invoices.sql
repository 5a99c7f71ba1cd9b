--liquibase formatted sql
--changeset entrepot:20261123-1240-invoicing-member-invoices splitStatements:false

-- Who has to write an invoice before it is paid; nobody until headquarters says so.
create table invoicing_rule (
  tenant_id     bigint       not null references tenant (id),
  tax_profile   text         not null,
  required      boolean      not null,
  set_by        text         not null,
  set_at        timestamptz  not null,
  recorded_at   timestamptz  not null default now(),
  primary key (tenant_id, tax_profile),
  constraint invoicing_rule__profile_ck check (tax_profile in ('COMPANY', 'SOLE_TRADER'))
);
select entrepot_secure('invoicing_rule');
grant select, insert on invoicing_rule to portal_app;
grant update (required, set_by, set_at) on invoicing_rule to portal_app;

create sequence invoicing_member_invoice_seq;
create table invoicing_member_invoice (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  statement_code   text        not null,
  number           text        not null,
  issued_on        date        not null,
  seller_tax       text        not null,
  buyer_tax        text        not null,
  currency         char(3)     not null,
  net_minor        bigint      not null,
  vat_minor        bigint      not null,
  file_code        text        not null,
  state            text        not null,
  reason           text        not null default '',
  by_name          text        not null,
  at               timestamptz not null,
  decided_by       text,
  decided_at       timestamptz,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint invoicing_member_invoice__code_uq unique (tenant_id, code),
  constraint invoicing_member_invoice__state_ck check (state in ('UPLOADED', 'ACCEPTED', 'REJECTED')),
  constraint invoicing_member_invoice__amount_ck check (net_minor > 0 and vat_minor >= 0),
  constraint invoicing_member_invoice__decided_ck check ((state = 'UPLOADED') = (decided_at is null)),
  constraint invoicing_member_invoice__reason_ck check (state <> 'REJECTED' or reason <> '')
);
create unique index invoicing_member_invoice__number_uq on invoicing_member_invoice (tenant_id, seller_tax, number) where state <> 'REJECTED';
create unique index invoicing_member_invoice__statement_uq on invoicing_member_invoice (tenant_id, statement_code) where state <> 'REJECTED';
create index invoicing_member_invoice__organisation_ix on invoicing_member_invoice (tenant_id, organisation_id, id);
create index invoicing_member_invoice__state_ix on invoicing_member_invoice (tenant_id, state, id);
select entrepot_secure('invoicing_member_invoice');
grant select, insert on invoicing_member_invoice to portal_app;
grant update (state, reason, decided_by, decided_at) on invoicing_member_invoice to portal_app;
grant usage on sequence invoicing_member_invoice_seq to portal_app;
