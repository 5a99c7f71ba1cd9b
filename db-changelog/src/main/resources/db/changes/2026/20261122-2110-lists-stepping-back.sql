--liquibase formatted sql
--changeset entrepot:20261122-2110-lists-stepping-back splitStatements:false

-- A list whose placing failed steps back and says why; others go on.
alter table shipping_list add column failures integer not null default 0, add column failure jsonb, add column next_at timestamptz;
grant update (failures, failure, next_at) on shipping_list to portal_app;
