--liquibase formatted sql
--changeset entrepot:20261122-1810-network-stopped-by splitStatements:false

-- What headquarters stopped, its member does not open again.
alter table sub_shop add column stopped_by_headquarters boolean not null default false;
alter table sub_shop add column stopped_by_person_id bigint;
