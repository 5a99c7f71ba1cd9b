--liquibase formatted sql
--changeset entrepot:20261122-2124-tracking-silence splitStatements:false

-- How long a parcel may be silent before it is flagged, and before it counts as delivered: dated, kept for ever.
create sequence parcel_silence_seq;
create table parcel_silence (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  valid_from      timestamptz not null,
  stalled_days    integer     not null,
  delivered_days  integer     not null,
  proposal        text        not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint parcel_silence__days_ck check (stalled_days between 1 and 60 and delivered_days between 1 and 60 and stalled_days <= delivered_days)
);
create index parcel_silence__from_ix on parcel_silence (tenant_id, valid_from desc);
select entrepot_secure('parcel_silence');
grant select, insert on parcel_silence to portal_app;
grant usage on sequence parcel_silence_seq to portal_app;
