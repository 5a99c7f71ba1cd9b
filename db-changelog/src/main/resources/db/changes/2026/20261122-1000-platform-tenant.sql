--liquibase formatted sql
--changeset entrepot:20261122-1000-platform-tenant splitStatements:false

-- The tenants. Readable to all, for a tenant has to be found before there is one; without business data.
create sequence tenant_seq;
create table tenant (
  id              bigint primary key,
  code            text        not null constraint tenant__code_uq unique,
  name            text        not null,
  zone            text        not null,
  currency        char(3)     not null,
  country         char(2)     not null,
  clock_shift_ms  bigint      not null default 0,
  recorded_at     timestamptz not null default now(),
  constraint tenant__code_ck check (code ~ '^[a-z][a-z0-9-]{1,30}[a-z0-9]$')
);
grant select, insert on tenant to portal_app;
grant update (name, clock_shift_ms) on tenant to portal_app;
grant usage on sequence tenant_seq to portal_app;
