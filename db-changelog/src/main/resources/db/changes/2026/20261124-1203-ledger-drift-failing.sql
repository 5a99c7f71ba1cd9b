--liquibase formatted sql
--changeset entrepot:20261124-1203-ledger-drift-failing splitStatements:false

-- Since when the check of the books comes to nothing, and how often it was tried; no row while it works.
create table ledger_drift_failing (
  tenant_id    bigint      not null references tenant (id),
  since        timestamptz not null,
  tries        integer     not null,
  busy         boolean     not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id)
);
select entrepot_secure('ledger_drift_failing');
grant select, insert, update, delete on ledger_drift_failing to portal_app;
