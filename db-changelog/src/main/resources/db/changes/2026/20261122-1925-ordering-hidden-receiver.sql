--liquibase formatted sql
--changeset entrepot:20261122-1925-ordering-hidden-receiver splitStatements:false

-- A buyer whose address the platform does not give: its number there, what stands instead, and the label that was supplied.
alter table sales_order add column hidden jsonb;
grant update (hidden) on sales_order to portal_app;
