--liquibase formatted sql
--changeset entrepot:20261122-1240-freight-zones splitStatements:false

-- What freight costs by zone: a base and a price for each started kilogram. A zone that is not served has the reason.
create sequence freight_zone_seq increment 50 start 50;
create table freight_zone (
  tenant_id          bigint      not null references tenant (id),
  id                 bigint      not null,
  code               text        not null,
  name               text        not null,
  served             boolean     not null,
  refusal            text        not null default '',
  base_minor         bigint      not null,
  per_kilogram_minor bigint      not null,
  currency           char(3)     not null,
  confirmed          boolean     not null default false,
  version            bigint      not null,
  recorded_at        timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint freight_zone__code_uq unique (tenant_id, code),
  constraint freight_zone__price_ck check (base_minor >= 0 and per_kilogram_minor >= 0),
  constraint freight_zone__refusal_ck check (served or refusal <> '')
);
select entrepot_secure('freight_zone');
grant select, insert, update on freight_zone to portal_app;
grant usage on sequence freight_zone_seq to portal_app;

-- Where a zone lies. The most exact match wins: the longest beginning of a postcode, else the province, else the country.
create sequence freight_region_seq increment 50 start 50;
create table freight_region (
  tenant_id        bigint  not null references tenant (id),
  id               bigint  not null,
  zone_id          bigint  not null,
  country          char(2) not null,
  province         text    not null default '',
  postcode_prefix  text    not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, zone_id) references freight_zone (tenant_id, id),
  constraint freight_region__place_uq unique (tenant_id, country, province, postcode_prefix)
);
create index freight_region__zone_ix on freight_region (tenant_id, zone_id);
select entrepot_secure('freight_region');
grant select, insert, delete on freight_region to portal_app;
grant usage on sequence freight_region_seq to portal_app;
