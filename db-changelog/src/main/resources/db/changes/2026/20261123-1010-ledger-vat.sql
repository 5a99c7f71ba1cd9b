--liquibase formatted sql
--changeset entrepot:20261123-1010-ledger-vat splitStatements:false

-- What part of a price is value added tax, from which day on; two persons each. None: nothing is split.
create sequence ledger_vat_rate_seq;
create table ledger_vat_rate (
  tenant_id    bigint        not null references tenant (id),
  id           bigint        not null,
  kind         text          not null,
  percent      numeric(6, 3) not null,
  valid_from   date          not null,
  proposal     text          not null,
  why          text          not null,
  by_name      text          not null,
  at           timestamptz   not null,
  recorded_at  timestamptz   not null default now(),
  primary key (tenant_id, id),
  constraint ledger_vat_rate__kind_ck check (kind in ('GOODS', 'FREIGHT', 'FEES')),
  constraint ledger_vat_rate__percent_ck check (percent >= 0 and percent < 100)
);
create index ledger_vat_rate__kind_ix on ledger_vat_rate (tenant_id, kind, valid_from desc, id desc);
select entrepot_secure('ledger_vat_rate');
grant select, insert on ledger_vat_rate to portal_app;
grant usage on sequence ledger_vat_rate_seq to portal_app;
