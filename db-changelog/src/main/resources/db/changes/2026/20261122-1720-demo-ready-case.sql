--liquibase formatted sql
--changeset entrepot:20261122-1720-demo-ready-case splitStatements:false

-- What a demonstration has ready to be tried: which person should look at which page. Empty outside demonstrations.
create table ready_case (
  tenant_id   bigint      not null references tenant (id),
  place       int         not null,
  name        text        not null,
  login       text        not null,
  address     text        not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, place),
  constraint ready_case__name_uq unique (tenant_id, name),
  constraint ready_case__address_ck check (address like '/%')
);
select entrepot_secure('ready_case');
grant select, insert on ready_case to portal_app;
