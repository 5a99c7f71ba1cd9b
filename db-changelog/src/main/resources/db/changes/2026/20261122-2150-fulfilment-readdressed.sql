--liquibase formatted sql
--changeset entrepot:20261122-2150-fulfilment-readdressed splitStatements:false

-- When its address was last changed, and which papers that were made before have not been printed since.
alter table consignment add column readdressed_at timestamptz;
alter table consignment add column slip_stale boolean not null default false;
alter table consignment add column label_stale boolean not null default false;
grant update (readdressed_at, slip_stale, label_stale) on consignment to portal_app;
